namespace Notify.Storage.Tables.DynamoDb;

/// <summary>Sends requests: repeats what failed in passing, within a bound, and turns other faults into ours.</summary>
internal sealed class DynamoDbCalls(BackOff backOff)
{
    /// <summary>How long to wait between two rounds, and when to give up.</summary>
    public BackOff BackOff => backOff;

    /// <param name="location">Table and service, for messages.</param>
    /// <param name="action">The action, such as <c>dynamodb:GetItem</c>.</param>
    /// <param name="send">Sends the request once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="pass">Which exceptions the caller wants as they are.</param>
    /// <exception cref="StorageException">It failed, or went on being throttled.</exception>
    public async Task<TResponse> SendAsync<TResponse>(
        string location, string action, Func<CancellationToken, Task<TResponse>> send, CancellationToken cancellationToken, Func<Exception, bool>? pass = null)
    {
        for (var round = 1; ; round++)
        {
            try
            {
                return await send(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (pass?.Invoke(fault) is true)
            {
                throw;
            }
            catch (Exception fault) when (round < backOff.Rounds && DynamoDbFaults.IsPassing(fault))
            {
                await backOff.WaitAsync(round, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
            {
                throw DynamoDbFaults.Of(fault, location, action);
            }
            catch (Exception fault) when (DynamoDbFaults.IsForeign(fault) && !cancellationToken.IsCancellationRequested)
            {
                throw DynamoDbFaults.Of(fault, location, action);
            }
        }
    }

    /// <summary>Sends a batch, and what it left unprocessed again, until nothing is left.</summary>
    /// <param name="location">Table and service, for messages.</param>
    /// <param name="action">The action, such as <c>dynamodb:BatchWriteItem</c>.</param>
    /// <param name="batch">What to process.</param>
    /// <param name="send">Sends a batch once and gives what was left unprocessed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageException">Nothing more of it was processed for as long as is waited.</exception>
    public async Task SendAllAsync<TPart>(
        string location, string action, IReadOnlyList<TPart> batch, Func<IReadOnlyList<TPart>, CancellationToken, Task<IReadOnlyList<TPart>>> send, CancellationToken cancellationToken)
    {
        for (var idle = 0; batch.Count > 0;)
        {
            var parts = batch;
            var left = await SendAsync(location, action, token => send(parts, token), cancellationToken).ConfigureAwait(false);
            idle = left.Count < batch.Count ? 0 : idle + 1;
            batch = left;
            if (idle >= backOff.Rounds)
            {
                throw new StorageException(
                    location,
                    $"DynamoDB left {left.Count} of a batch unprocessed {idle} times in a row: {action} is throttled.",
                    "Wait and do it again (what was written stays written); if it keeps happening, look at the table's throttled requests in CloudWatch and raise its maximum throughput or the account's quota.");
            }

            if (left.Count > 0)
            {
                await backOff.WaitAsync(idle + 1, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
