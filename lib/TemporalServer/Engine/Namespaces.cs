using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Data.Sqlite;
using TemporalServer.Persistence;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Namespace.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Engine;

/// <summary>The namespaces, all in memory.</summary>
internal sealed class Namespaces
{
    private readonly TimeSpan defaultRetention;
    private readonly ConcurrentDictionary<string, DescribeNamespaceResponse> byName;
    private readonly Database database;

    /// <param name="database">Holds them.</param>
    /// <param name="defaultRetention">For how long a namespace keeps closed runs that does not say it.</param>
    public Namespaces(Database database, TimeSpan defaultRetention)
    {
        this.database = database;
        this.defaultRetention = defaultRetention;
        byName = new ConcurrentDictionary<string, DescribeNamespaceResponse>(database.Read(ReadAll), StringComparer.Ordinal);
    }

    /// <summary>All, by name.</summary>
    public IReadOnlyList<DescribeNamespaceResponse> All => [.. byName.Values.Where(IsThere).OrderBy(static item => item.NamespaceInfo.Name, StringComparer.Ordinal)];

    /// <summary>The namespace's id.</summary>
    /// <exception cref="GrpcStatusException">There is none of that name.</exception>
    public string IdOf(string name) => Get(name).NamespaceInfo.Id;

    /// <exception cref="GrpcStatusException">There is none of that name.</exception>
    public DescribeNamespaceResponse Get(string name)
    {
        if (name.Length == 0)
        {
            throw Faults.InvalidArgument("Namespace not set on request.");
        }

        return byName.GetValueOrDefault(name) is { } found && IsThere(found) ? found : throw Faults.NamespaceNotFound(name);
    }

    /// <exception cref="GrpcStatusException">There is none of that name, or it is deprecated: no new workflows start in it.</exception>
    public void RequireRegistered(string name)
    {
        if (Get(name).NamespaceInfo.State is var state and not NamespaceState.Registered)
        {
            throw new GrpcStatusException(
                GrpcStatusCode.FailedPrecondition,
                $"Namespace has invalid state: {state}. Must be {NamespaceState.Registered}.",
                new NamespaceInvalidStateFailure { Namespace = name, State = state, AllowedStates = { NamespaceState.Registered } });
        }
    }

    public bool Exists(string name) => byName.ContainsKey(name);

    public DescribeNamespaceResponse GetById(string id) =>
        byName.Values.FirstOrDefault(item => item.NamespaceInfo.Id == id && IsThere(item)) ?? throw Faults.NamespaceNotFound(id);

    /// <summary>Deleted namespaces whose executions are still being deleted.</summary>
    public IReadOnlyList<string> Deleted => [.. byName.Values.Where(static item => !IsThere(item)).Select(static item => item.NamespaceInfo.Name)];

    /// <summary>Deprecates or deletes a namespace; a deleted one answers nothing any more.</summary>
    public async Task TurnAsync(string name, NamespaceState state)
    {
        var changed = Get(name).Clone();
        changed.NamespaceInfo.State = state;
        byName[name] = changed;
        await StoreAsync(changed).ConfigureAwait(false);
    }

    /// <summary>Forgets a deleted namespace with all that is kept by its name.</summary>
    public async Task ForgetAsync(string name)
    {
        await database.Writer.WriteAsync(session =>
        {
            session.Execute("DELETE FROM search_attributes WHERE namespace = $0", name);
            session.Execute("DELETE FROM batches WHERE namespace = $0", name);
            session.Execute("DELETE FROM namespaces WHERE name = $0", name);
        }).ConfigureAwait(false);
        byName.TryRemove(name, out _);
    }

    /// <summary>How long a namespace keeps closed runs.</summary>
    public TimeSpan RetentionOf(string name) =>
        byName.TryGetValue(name, out var found) ? TimeSpan.FromTicks(found.Config.WorkflowExecutionRetentionTtl.Ticks()) : defaultRetention;

    /// <exception cref="GrpcStatusException">The name is taken or empty.</exception>
    public async Task RegisterAsync(RegisterNamespaceRequest request)
    {
        if (request.Namespace.Length is 0 or > Limits.Id)
        {
            throw Faults.InvalidArgument($"A namespace's name has 1 to {Limits.Id} characters, not {request.Namespace.Length}.");
        }

        RequireRetention(request.WorkflowExecutionRetentionPeriod);
        var described = Create(request);
        if (!byName.TryAdd(request.Namespace, described))
        {
            throw new GrpcStatusException(GrpcStatusCode.AlreadyExists, "Namespace already exists.", new NamespaceAlreadyExistsFailure());
        }

        await StoreAsync(described).ConfigureAwait(false);
    }

    public async Task<DescribeNamespaceResponse> UpdateAsync(UpdateNamespaceRequest request)
    {
        var changed = Get(request.Namespace).Clone();
        RequireRetention(request.Config?.WorkflowExecutionRetentionTtl);
        if (request.UpdateInfo is { } info)
        {
            changed.NamespaceInfo.Description = info.Description.Length > 0 ? info.Description : changed.NamespaceInfo.Description;
            changed.NamespaceInfo.OwnerEmail = info.OwnerEmail.Length > 0 ? info.OwnerEmail : changed.NamespaceInfo.OwnerEmail;
            changed.NamespaceInfo.Data.MergeFrom(info.Data);
        }

        if (request.Config is { } config)
        {
            changed.Config.MergeFrom(config);
        }

        byName[request.Namespace] = changed;
        await StoreAsync(changed).ConfigureAwait(false);
        return changed;
    }

    private static Dictionary<string, DescribeNamespaceResponse> ReadAll(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name, description FROM namespaces";
        using var reader = command.ExecuteReader();
        Dictionary<string, DescribeNamespaceResponse> all = [];
        while (reader.Read())
        {
            all.Add(reader.GetString(0), DescribeNamespaceResponse.Parser.ParseFrom(reader.GetFieldValue<byte[]>(1)));
        }

        return all;
    }

    private static bool IsThere(DescribeNamespaceResponse item) => item.NamespaceInfo.State != NamespaceState.Deleted;

    private static void RequireRetention(Duration? retention)
    {
        if (retention is not null && retention.Ticks() < Limits.ShortestRetention.Ticks)
        {
            throw Faults.InvalidArgument($"A valid retention period is not set on request: {retention.Seconds} s, the shortest is {Limits.ShortestRetention.TotalSeconds} s.");
        }
    }

    private DescribeNamespaceResponse Create(RegisterNamespaceRequest request) => new()
    {
        NamespaceInfo = new NamespaceInfo
        {
            Name = request.Namespace,
            Id = Guid.NewGuid().ToString(),
            Description = request.Description,
            OwnerEmail = request.OwnerEmail,
            Data = { request.Data },
            State = NamespaceState.Registered,
            SupportsSchedules = true,
            Capabilities = new NamespaceInfo.Types.Capabilities
            {
                EagerWorkflowStart = true,
                SyncUpdate = true,
                AsyncUpdate = true,
                WorkerPollCompleteOnShutdown = true,
            },
            Limits = new NamespaceInfo.Types.Limits { BlobSizeLimitError = Limits.Blob, MemoSizeLimitError = Limits.Blob },
        },
        Config = new NamespaceConfig
        {
            WorkflowExecutionRetentionTtl = request.WorkflowExecutionRetentionPeriod ?? Duration.FromTimeSpan(defaultRetention),
            HistoryArchivalState = ArchivalState.Disabled,
            VisibilityArchivalState = ArchivalState.Disabled,
        },
        ReplicationConfig = new Temporalio.Api.Replication.V1.NamespaceReplicationConfig
        {
            ActiveClusterName = "active",
            Clusters = { new Temporalio.Api.Replication.V1.ClusterReplicationConfig { ClusterName = "active" } },
        },
    };

    private Task StoreAsync(DescribeNamespaceResponse described) => database.Writer.WriteAsync(session => session.Execute(
        "INSERT INTO namespaces (id, name, description) VALUES ($0, $1, $2) ON CONFLICT (id) DO UPDATE SET description = excluded.description",
        described.NamespaceInfo.Id, described.NamespaceInfo.Name, described.ToByteArray()));
}
