using System.Collections.Concurrent;
using TemporalCrashHost;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace TemporalConformance.Tests.Crashes;

/// <summary>Runs journeys from outside, and keeps on asking until everything asked for was acknowledged.</summary>
/// <param name="client">Over gRPC, to a server that comes and goes.</param>
internal sealed class JourneyLoad(ITemporalClient client)
{
    /// <summary>Rounds of a journey, each with one signal.</summary>
    public const int Rounds = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private int acknowledged;

    /// <summary>How many requests were acknowledged so far.</summary>
    public int Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>What each journey returned.</summary>
    public ConcurrentDictionary<string, IReadOnlyCollection<string>> Results { get; } = new(StringComparer.Ordinal);

    /// <summary>The signals of a journey, in order.</summary>
    public static IEnumerable<string> Signals(string id) => Enumerable.Range(0, Rounds).Select(round => $"{id} signal {round}");

    /// <summary>Runs one journey from its start to its result.</summary>
    public async Task RunAsync(string id, CancellationToken cancellationToken)
    {
        var requestId = Guid.NewGuid().ToString();
        await InsistAsync(() => client.WorkflowService.StartWorkflowExecutionAsync(Start(id, requestId)), cancellationToken);
        foreach (var signal in Signals(id))
        {
            requestId = Guid.NewGuid().ToString();
            await InsistAsync(() => client.WorkflowService.SignalWorkflowExecutionAsync(Signal(id, signal, requestId)), cancellationToken);
        }

        Results[id] = await InsistAsync(() => client.GetWorkflowHandle<JourneyWorkflow, IReadOnlyCollection<string>>(id).GetResultAsync(), cancellationToken);
    }

    private static Payloads Json(object value) => new() { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload(value) } };

    private static StartWorkflowExecutionRequest Start(string id, string requestId) => new()
    {
        Namespace = "default",
        WorkflowId = id,
        WorkflowType = new WorkflowType { Name = "journey" },
        TaskQueue = new() { Name = Journeys.TaskQueue },
        Input = Json(Rounds),
        RequestId = requestId,
        WorkflowTaskTimeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
    };

    private static SignalWorkflowExecutionRequest Signal(string id, string value, string requestId) => new()
    {
        Namespace = "default",
        WorkflowExecution = new() { WorkflowId = id },
        SignalName = "add",
        Input = Json(value),
        RequestId = requestId,
    };

    private async Task<T> InsistAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var answer = await call().WaitAsync(cancellationToken);
                Interlocked.Increment(ref acknowledged);
                return answer;
            }
            catch (RpcException fault) when (fault.Code is RpcException.StatusCode.Unavailable or RpcException.StatusCode.DeadlineExceeded
                or RpcException.StatusCode.Cancelled or RpcException.StatusCode.Unknown)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
