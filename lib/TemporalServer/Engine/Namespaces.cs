using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
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

/// <summary>The namespaces, all in memory. A change is seen once it is durable, and one is made after another.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The gate never makes a wait handle")]
internal sealed class Namespaces
{
    private readonly SemaphoreSlim gate = new(1);
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
    public Task TurnAsync(string name, NamespaceState state) => ChangeAsync(name, changed => changed.NamespaceInfo.State = state);

    /// <summary>Forgets a deleted namespace with all that is kept by its name.</summary>
    public Task ForgetAsync(string name) => OneByOneAsync(async () =>
    {
        await database.Writer.WriteAsync(session =>
        {
            session.Execute("DELETE FROM search_attributes WHERE namespace = $0", name);
            session.Execute("DELETE FROM batches WHERE namespace = $0", name);
            session.Execute("DELETE FROM namespaces WHERE name = $0", name);
        }).ConfigureAwait(false);
        byName.TryRemove(name, out _);
    });

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
        await OneByOneAsync(() => Exists(request.Namespace)
            ? throw new GrpcStatusException(GrpcStatusCode.AlreadyExists, "Namespace already exists.", new NamespaceAlreadyExistsFailure())
            : StoreAsync(Create(request))).ConfigureAwait(false);
    }

    public async Task<DescribeNamespaceResponse> UpdateAsync(UpdateNamespaceRequest request)
    {
        RequireRetention(request.Config?.WorkflowExecutionRetentionTtl);
        await ChangeAsync(request.Namespace, changed =>
        {
            if (request.UpdateInfo is { } info)
            {
                changed.NamespaceInfo.Description = info.Description.Length > 0 ? info.Description : changed.NamespaceInfo.Description;
                changed.NamespaceInfo.OwnerEmail = info.OwnerEmail.Length > 0 ? info.OwnerEmail : changed.NamespaceInfo.OwnerEmail;
                foreach (var (key, value) in info.Data)
                {
                    changed.NamespaceInfo.Data[key] = value;
                }
            }

            changed.Config.WorkflowExecutionRetentionTtl = request.Config?.WorkflowExecutionRetentionTtl ?? changed.Config.WorkflowExecutionRetentionTtl;
        }).ConfigureAwait(false);
        return Get(request.Namespace);
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
        if (retention is not null && (retention.Ticks() < Limits.ShortestRetention.Ticks || retention.Ticks() > Limits.LongestRetention.Ticks))
        {
            throw Faults.InvalidArgument(
                $"A valid retention period is not set on request: {retention.Seconds} s is not within {Limits.ShortestRetention.TotalSeconds} s and {Limits.LongestRetention.TotalSeconds} s.");
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

    private Task ChangeAsync(string name, Action<DescribeNamespaceResponse> change) => OneByOneAsync(() =>
    {
        var changed = Get(name).Clone();
        change(changed);
        return StoreAsync(changed);
    });

    private async Task OneByOneAsync(Func<Task> change)
    {
        await gate.WaitAsync().ConfigureAwait(false);
        try
        {
            await change().ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task StoreAsync(DescribeNamespaceResponse described)
    {
        // A name that meets another id was stored after all when its registration seemed to fail
        await database.Writer.WriteAsync(session => session.Execute(
            "INSERT INTO namespaces (id, name, description) VALUES ($0, $1, $2) ON CONFLICT DO UPDATE SET id = excluded.id, description = excluded.description",
            described.NamespaceInfo.Id, described.NamespaceInfo.Name, described.ToByteArray())).ConfigureAwait(false);
        byName[described.NamespaceInfo.Name] = described;
    }
}
