using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Notify.Storage.Setup;

namespace Notify.Storage.Tables.DynamoDb;

/// <summary>
/// Makes the tables as they should be: on-demand billing, encryption with a key of AWS KMS, point-in-time recovery, and
/// expiry where rows have a retention. What is there already is checked and left alone, so that it can run again.
/// </summary>
public sealed class DynamoDbSchema : IDisposable
{
    private const int TablesAtOnce = 8;

    private readonly IAmazonDynamoDB client;
    private readonly DynamoDbOptions options;
    private readonly DynamoDbCalls calls;
    private readonly BackOff patience;
    private readonly string place;

    /// <param name="options">Which DynamoDB.</param>
    /// <exception cref="StorageException">No region is given and the SDK has no default.</exception>
    public DynamoDbSchema(DynamoDbOptions options)
        : this(options, DynamoDbClients.Create(options))
    {
    }

    internal DynamoDbSchema(DynamoDbOptions options, IAmazonDynamoDB client)
    {
        this.options = options;
        this.client = client;
        calls = new DynamoDbCalls(new BackOff(options.Rounds, options.FirstWait, options.LongestWait));

        // A new table takes seconds, rarely a minute
        patience = new BackOff(rounds: 60, options.FirstWait, options.LongestWait / 4);
        place = DynamoDbClients.PlaceOf(client);
    }

    /// <summary>Makes what is missing.</summary>
    /// <param name="tables">The tables there should be.</param>
    /// <param name="dryRun">Only look.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <returns>What was found and done, in the order of the tables.</returns>
    /// <exception cref="StorageException">A table has another key, or a step failed.</exception>
    public async Task<IReadOnlyList<TableState>> EnsureAsync(IReadOnlyList<TableLayout> tables, bool dryRun, CancellationToken cancellationToken = default)
    {
        var states = new TableState[tables.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, tables.Count),
            new ParallelOptions { MaxDegreeOfParallelism = TablesAtOnce, CancellationToken = cancellationToken },
            async (i, token) => states[i] = await EnsureAsync(tables[i], dryRun, token).ConfigureAwait(false)).ConfigureAwait(false);
        return states;
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => client.Dispose();

    private async Task<TableState> EnsureAsync(TableLayout layout, bool dryRun, CancellationToken cancellationToken)
    {
        var name = options.TablePrefix + layout.Name;
        var found = await FindAsync(name, cancellationToken).ConfigureAwait(false);
        if (found is null && dryRun)
        {
            return new TableState(name, StepState.Missing, StepState.Missing, layout.Retention is null ? StepState.NotNeeded : StepState.Missing);
        }

        var table = StepState.There;
        if (found is null)
        {
            table = await CreateAsync(name, layout, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            RequireKeys(found, layout);
        }

        await WaitUntilActiveAsync(name, cancellationToken).ConfigureAwait(false);
        return new TableState(
            name,
            table,
            await EnsureRecoveryAsync(name, dryRun, cancellationToken).ConfigureAwait(false),
            layout.Retention is null ? StepState.NotNeeded : await EnsureExpiryAsync(name, dryRun, cancellationToken).ConfigureAwait(false));
    }

    private async Task<TableDescription?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await SendAsync(name, "DescribeTable", token => client.DescribeTableAsync(name, token), cancellationToken).ConfigureAwait(false)).Table;
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    private void RequireKeys(TableDescription found, TableLayout layout)
    {
        string? Key(KeyType type) => found.KeySchema.Find(key => key.KeyType == type)?.AttributeName;
        var (partition, sort) = (Key(KeyType.HASH), Key(KeyType.RANGE));
        var isText = found.AttributeDefinitions.TrueForAll(attribute =>
            (attribute.AttributeName != layout.PartitionKey && attribute.AttributeName != layout.SortKey) || attribute.AttributeType == ScalarAttributeType.S);
        if (partition != layout.PartitionKey || sort != layout.SortKey || !isText)
        {
            throw new StorageException(
                $"{found.TableName} in {place}",
                $"The table has the key ({partition}{(sort is null ? "" : $", {sort}")}), but ({layout.PartitionKey}{(layout.SortKey is null ? "" : $", {layout.SortKey}")}) as text is needed.",
                "Use another --table-prefix, or remove the table that is there.");
        }
    }

    private async Task<StepState> CreateAsync(string name, TableLayout layout, CancellationToken cancellationToken)
    {
        var request = RequestFor(name, layout);
        request.BillingMode = BillingMode.PAY_PER_REQUEST;
        request.SSESpecification = new SSESpecification { Enabled = true, SSEType = SSEType.KMS };
        try
        {
            await SendAsync(name, "CreateTable", token => client.CreateTableAsync(request, token), cancellationToken).ConfigureAwait(false);
            return StepState.Made;
        }
        catch (ResourceInUseException)
        {
            return StepState.There; // Another init made it meanwhile, or a repeated request of ours did
        }
        catch (AmazonServiceException fault) when (IsUnsupported(fault))
        {
            var plain = RequestFor(name, layout);
            plain.BillingMode = BillingMode.PROVISIONED;
            plain.ProvisionedThroughput = new ProvisionedThroughput(1000, 1000);
            await SendAsync(name, "CreateTable", token => client.CreateTableAsync(plain, token), cancellationToken).ConfigureAwait(false);
            return StepState.MadePlain;
        }
    }

    private static CreateTableRequest RequestFor(string name, TableLayout layout)
    {
        var request = new CreateTableRequest
        {
            TableName = name,
            KeySchema = [new(layout.PartitionKey, KeyType.HASH)],
            AttributeDefinitions = [new(layout.PartitionKey, ScalarAttributeType.S)],
        };
        if (layout.SortKey is { } sort)
        {
            request.KeySchema.Add(new(sort, KeyType.RANGE));
            request.AttributeDefinitions.Add(new(sort, ScalarAttributeType.S));
        }

        return request;
    }

    private async Task WaitUntilActiveAsync(string name, CancellationToken cancellationToken)
    {
        for (var round = 1; await FindAsync(name, cancellationToken).ConfigureAwait(false) is not { } found || found.TableStatus == TableStatus.CREATING; round++)
        {
            if (round > patience.Rounds)
            {
                throw new StorageException($"{name} in {place}", "The table is still being created.", "Wait a minute and run notify init again.");
            }

            await patience.WaitAsync(round, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<StepState> EnsureRecoveryAsync(string name, bool dryRun, CancellationToken cancellationToken)
    {
        try
        {
            var now = await SendAsync(
                name, "DescribeContinuousBackups", token => client.DescribeContinuousBackupsAsync(new DescribeContinuousBackupsRequest { TableName = name }, token), cancellationToken).ConfigureAwait(false);
            if (now.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus == PointInTimeRecoveryStatus.ENABLED)
            {
                return StepState.There;
            }

            if (dryRun)
            {
                return StepState.Missing;
            }

            await EnableRecoveryAsync(name, cancellationToken).ConfigureAwait(false);
            return StepState.Made;
        }
        catch (AmazonServiceException fault) when (IsUnsupported(fault))
        {
            return StepState.Unsupported;
        }
    }

    private async Task EnableRecoveryAsync(string name, CancellationToken cancellationToken)
    {
        var request = new UpdateContinuousBackupsRequest { TableName = name, PointInTimeRecoverySpecification = new() { PointInTimeRecoveryEnabled = true } };
        for (var round = 1; ; round++)
        {
            try
            {
                await SendAsync(name, "UpdateContinuousBackups", token => client.UpdateContinuousBackupsAsync(request, token), cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ContinuousBackupsUnavailableException) when (round < patience.Rounds)
            {
                // A new table's backups are being switched on
                await patience.WaitAsync(round, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<StepState> EnsureExpiryAsync(string name, bool dryRun, CancellationToken cancellationToken)
    {
        try
        {
            var now = await SendAsync(
                name, "DescribeTimeToLive", token => client.DescribeTimeToLiveAsync(new DescribeTimeToLiveRequest { TableName = name }, token), cancellationToken).ConfigureAwait(false);
            if (now.TimeToLiveDescription?.TimeToLiveStatus is { } status && (status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING))
            {
                return RequireExpiryAttribute(name, now.TimeToLiveDescription.AttributeName);
            }

            if (dryRun)
            {
                return StepState.Missing;
            }

            var request = new UpdateTimeToLiveRequest { TableName = name, TimeToLiveSpecification = new() { AttributeName = DynamoDbTable<object>.ExpiryAttribute, Enabled = true } };
            await SendAsync(name, "UpdateTimeToLive", token => client.UpdateTimeToLiveAsync(request, token), cancellationToken).ConfigureAwait(false);
            return StepState.Made;
        }
        catch (AmazonServiceException fault) when (IsUnsupported(fault))
        {
            return StepState.Unsupported;
        }
    }

    private StepState RequireExpiryAttribute(string name, string attribute) => attribute == DynamoDbTable<object>.ExpiryAttribute
        ? StepState.There
        : throw new StorageException(
            $"{name} in {place}", $"Its rows expire by '{attribute}', but Notify writes '{DynamoDbTable<object>.ExpiryAttribute}'.", "Switch off the table's time to live, and run notify init again an hour later.");

    // AWS supports all of it: what it refuses is a fault to report
    private bool IsUnsupported(AmazonServiceException fault) => options.ServiceUrl is not null && DynamoDbFaults.IsUnsupported(fault);

    private Task<TResponse> SendAsync<TResponse>(string name, string action, Func<CancellationToken, Task<TResponse>> send, CancellationToken cancellationToken) =>
        calls.SendAsync(
            $"{name} in {place}",
            $"dynamodb:{action}",
            send,
            cancellationToken,
            fault => fault is ResourceNotFoundException or ResourceInUseException or ContinuousBackupsUnavailableException || (fault is AmazonServiceException service && IsUnsupported(service)));
}
