using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Notify.Workflows.Pipelines;

/// <summary>The pipelines one can ask for.</summary>
public static class PipelineKind
{
    public const string Full = "full";
    public const string Delta = "delta";

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<string> All { get; } = [Full, Delta];
}

/// <summary>A pipeline run as seen from outside.</summary>
/// <param name="Id">Kind and run: <c>full.{run id}</c>.</param>
/// <param name="Kind">full or delta.</param>
/// <param name="Status">running, completed, failed, canceled, terminated or timedout.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="EndedAt">UTC; null while it runs.</param>
/// <param name="Stages">In the order in which they began.</param>
/// <param name="Result">What it came to; null until it has completed.</param>
public sealed record PipelineRun(
    string Id,
    string Kind,
    string Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<PipelineStage> Stages,
    PipelineResult? Result = null);

/// <summary>Starts pipelines and finds their runs.</summary>
public sealed class PipelineClient(ITemporalClient client)
{
    /// <summary>Starts a pipeline, or returns the run of that kind under way.</summary>
    public async Task<PipelineRun> StartAsync(string kind, PipelineInput input, CancellationToken cancellationToken)
    {
        var options = new WorkflowOptions(WorkflowIdOf(kind), TaskQueues.Pipelines)
        {
            IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
            Rpc = new() { CancellationToken = cancellationToken },
        };
        WorkflowHandle handle = kind == PipelineKind.Delta
            ? await client.StartWorkflowAsync((DeltaUpdateWorkflow w) => w.RunAsync(), options).ConfigureAwait(false)
            : await client.StartWorkflowAsync((FullPipelineWorkflow w) => w.RunAsync(input), options).ConfigureAwait(false);
        return await FindAsync($"{kind}.{handle.ResultRunId}", cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The {kind} pipeline was started and is not found; is the namespace the same?");
    }

    /// <summary>Waits for a run to end.</summary>
    /// <exception cref="WorkflowFailedException">It did not complete.</exception>
    public Task<PipelineResult> WaitAsync(string id, CancellationToken cancellationToken) =>
        HandleOf(id)!.GetResultAsync<PipelineResult>(rpcOptions: new() { CancellationToken = cancellationToken });

    /// <summary>The run with that id, or null.</summary>
    public async Task<PipelineRun?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (HandleOf(id) is not { } handle)
        {
            return null;
        }

        try
        {
            return await DescribeAsync(handle, id, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException fault) when (fault.Code is RpcException.StatusCode.NotFound or RpcException.StatusCode.InvalidArgument)
        {
            return null;
        }
    }

    /// <summary>The newest runs of every kind, the newest first.</summary>
    public async Task<IReadOnlyList<PipelineRun>> ListAsync(int count, CancellationToken cancellationToken)
    {
        var runs = new List<PipelineRun>();
        foreach (var kind in PipelineKind.All)
        {
            var query = $"WorkflowId = '{WorkflowIdOf(kind)}'";
            var options = new WorkflowListOptions { Limit = count, Rpc = new() { CancellationToken = cancellationToken } };
            await foreach (var execution in client.ListWorkflowsAsync(query, options).ConfigureAwait(false))
            {
                if (await FindAsync($"{kind}.{execution.RunId}", cancellationToken).ConfigureAwait(false) is { } run)
                {
                    runs.Add(run);
                }
            }
        }

        return [.. runs.OrderByDescending(run => run.StartedAt).Take(count)];
    }

    private static async Task<PipelineRun> DescribeAsync(WorkflowHandle handle, string id, CancellationToken cancellationToken)
    {
        var rpc = new RpcOptions { CancellationToken = cancellationToken };
        var description = await handle.DescribeAsync(new() { Rpc = rpc }).ConfigureAwait(false);
        var result = description.Status == WorkflowExecutionStatus.Completed
            ? await handle.GetResultAsync<PipelineResult>(rpcOptions: rpc).ConfigureAwait(false)
            : null;
        var stages = result?.Stages
            ?? await handle.QueryAsync<IReadOnlyList<PipelineStage>>("status", [], new() { Rpc = rpc }).ConfigureAwait(false);
        return new PipelineRun(
            id,
            id[..id.IndexOf('.', StringComparison.Ordinal)],
            description.Status.ToString().ToLowerInvariant(),
            description.StartTime,
            description.CloseTime,
            stages,
            result);
    }

    private static string WorkflowIdOf(string kind) => $"pipeline/{kind}";

    private WorkflowHandle? HandleOf(string id)
    {
        var dot = id.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && PipelineKind.All.Contains(id[..dot]) && Guid.TryParse(id[(dot + 1)..], out _)
            ? client.GetWorkflowHandle(WorkflowIdOf(id[..dot]), id[(dot + 1)..])
            : null;
    }
}
