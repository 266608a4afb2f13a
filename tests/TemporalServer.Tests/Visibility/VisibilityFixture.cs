using System.Text.Json;
using TemporalServer.Clock;
using TemporalServer.Persistence;
using TemporalServer.Rpc;
using TemporalServer.Visibility;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests.Visibility;

/// <summary>A database whose visibility table holds exactly what a test puts there.</summary>
internal sealed class VisibilityFixture : IDisposable
{
    internal const string Service = "temporal.api.workflowservice.v1.WorkflowService";
    private readonly ServerClock clock = ServerClock.Real();
    private readonly Database database;
    private long nextKey = 1;

    public VisibilityFixture()
    {
        database = Database.Open(null, full: false, clock);
        VisibilityService.Map(Table, database, Require);
    }

    public ServiceTable Table { get; } = new();

    public static DateTime Epoch { get; } = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public async Task AddNamespaceAsync(string name, params (string Name, IndexedValueType Type)[] attributes) =>
        await database.Writer.WriteAsync(session =>
        {
            session.Execute("INSERT INTO namespaces (id, name, description) VALUES ($0, $0, x'')", name);
            foreach (var (attribute, type) in attributes)
            {
                session.Execute("INSERT INTO search_attributes (namespace, name, type) VALUES ($0, $1, $2)", name, attribute, (int)type);
            }
        });

    /// <param name="id">The workflow id.</param>
    /// <param name="start">Seconds after <see cref="Epoch"/>.</param>
    /// <param name="status">Anything but running closes it ten seconds after its start.</param>
    /// <param name="attributes">Search attributes as they lie in the JSON column.</param>
    /// <param name="type">The workflow type.</param>
    /// <param name="namespace">Where it runs.</param>
    public async Task AddAsync(
        string id, int start = 0, WorkflowExecutionStatus status = WorkflowExecutionStatus.Running, object? attributes = null, string type = "order", string @namespace = "default")
    {
        var key = nextKey++;
        var started = Epoch.AddSeconds(start).Ticks;
        await database.Writer.WriteAsync(session => session.Execute(
            """
            INSERT INTO visibility (key, namespace, workflow_id, run_id, workflow_type, task_queue, status, start_time, execution_time, close_time, history_length, search_attributes)
            VALUES ($0, $1, $2, $3, $4, 'queue', $5, $6, $6, $7, $8, $9)
            """,
            key,
            @namespace,
            id,
            $"run-{id}",
            type,
            (int)status,
            started,
            status == WorkflowExecutionStatus.Running ? null : started + (10 * TimeSpan.TicksPerSecond),
            status == WorkflowExecutionStatus.Running ? null : (long)start,
            attributes is null ? null : JsonSerializer.Serialize(attributes)));
    }

    /// <summary>The workflow ids a query lists, over as many pages as it takes.</summary>
    public async Task<List<string>> IdsAsync(string query, int pageSize = 1000)
    {
        var ids = new List<string>();
        var request = new ListWorkflowExecutionsRequest { Namespace = "default", Query = query, PageSize = pageSize };
        do
        {
            var page = await CallAsync<ListWorkflowExecutionsResponse>("ListWorkflowExecutions", request);
            ids.AddRange(page.Executions.Select(execution => execution.Execution.WorkflowId));
            request = request.Clone();
            request.NextPageToken = page.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);
        return ids;
    }

    public Task<T> CallAsync<T>(string method, Google.Protobuf.IMessage request)
        where T : class, Google.Protobuf.IMessage<T>, new() =>
        Table.CallAsync<T>(Service, method, request, new CallOptions(), TestContext.Current.CancellationToken);

    private static void Require(string name)
    {
        if (name is not ("default" or "elsewhere"))
        {
            throw new GrpcStatusException(
                GrpcStatusCode.NotFound, $"Namespace {name} is not found.", new Temporalio.Api.ErrorDetails.V1.NamespaceNotFoundFailure { Namespace = name });
        }
    }

    public void Dispose()
    {
        database.Dispose();
        clock.Dispose();
    }
}
