using Notify.Workflows.Visibility;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Notify.Workflows.Pipelines;

/// <summary>The pipelines one can ask for.</summary>
public static class PipelineKind
{
    public const string Full = "full";
    public const string Delta = "delta";

    /// <summary>What the daily schedule runs: the same as <see cref="Full"/>. Nobody asks for it.</summary>
    public const string Daily = "daily";

    /// <summary>What the schedule runs every few minutes: the same as <see cref="Delta"/>. Nobody asks for it.</summary>
    public const string ScheduledDelta = "scheduled-delta";

    /// <summary>Only brings files into the tables; <c>notify ingest</c> runs it.</summary>
    public const string Ingest = "ingest";

    /// <summary>Every kind that can be asked for.</summary>
    public static IReadOnlyList<string> All { get; } = [Full, Delta];
}

/// <summary>A pipeline run as seen from outside.</summary>
/// <param name="Id">Kind and run: <c>full.{run id}</c>.</param>
/// <param name="Kind">full, delta, daily or scheduled-delta.</param>
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
    private static readonly string[] Scheduled = [PipelineKind.Daily, PipelineKind.ScheduledDelta];

    /// <summary>Starts a pipeline, or returns the run of that kind under way.</summary>
    /// <exception cref="WorkflowAlreadyStartedException">The input names files, which the run under way would not load.</exception>
    public async Task<PipelineRun> StartAsync(string kind, PipelineInput input, CancellationToken cancellationToken)
    {
        var options = PipelineStart.OptionsOf(kind, WorkflowIdOf(kind), input);
        options.IdConflictPolicy = input is { DataFolder: null, Glue: null } ? WorkflowIdConflictPolicy.UseExisting : WorkflowIdConflictPolicy.Fail;
        options.Rpc = new() { CancellationToken = cancellationToken };
        WorkflowHandle handle = kind == PipelineKind.Delta
            ? await client.StartWorkflowAsync((DeltaUpdateWorkflow w) => w.RunAsync(), options).ConfigureAwait(false)
            : await client.StartWorkflowAsync((FullPipelineWorkflow w) => w.RunAsync(input), options).ConfigureAwait(false);
        return await FindAsync($"{kind}.{handle.ResultRunId}", cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException($"The {kind} pipeline was started and is not found; is the namespace the same?");
    }

    /// <summary>Waits for a run to end.</summary>
    /// <exception cref="WorkflowFailedException">It did not complete.</exception>
    /// <exception cref="ArgumentException">There is no run with that id.</exception>
    public async Task<PipelineResult> WaitAsync(string id, CancellationToken cancellationToken)
    {
        var handle = await HandleOfAsync(id, cancellationToken).ConfigureAwait(false)
            ?? throw new ArgumentException($"There is no pipeline run '{id}'.", nameof(id));
        return await handle.GetResultAsync<PipelineResult>(rpcOptions: new() { CancellationToken = cancellationToken }).ConfigureAwait(false);
    }

    /// <summary>The run with that id, or null.</summary>
    public async Task<PipelineRun?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await HandleOfAsync(id, cancellationToken).ConfigureAwait(false) is not { } handle
                ? null
                : await DescribeAsync(handle, id, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException fault) when (fault.Code is RpcException.StatusCode.NotFound or RpcException.StatusCode.InvalidArgument)
        {
            return null;
        }
    }

    /// <summary>The newest runs, the newest first. The schedule's delta runs are left out: there are hundreds a day, most with nothing to do.</summary>
    public async Task<IReadOnlyList<PipelineRun>> ListAsync(int count, CancellationToken cancellationToken)
    {
        var runs = new List<PipelineRun>();
        var query = $"WorkflowType IN ('{nameof(FullPipelineWorkflow)}', '{nameof(DeltaUpdateWorkflow)}') AND {NotifyAttributes.PipelineKind.Name} != '{PipelineKind.ScheduledDelta}'";
        var options = new WorkflowListOptions { Limit = count, Rpc = new() { CancellationToken = cancellationToken } };
        await foreach (var execution in client.ListWorkflowsAsync(query, options).ConfigureAwait(false))
        {
            var handle = client.GetWorkflowHandle(execution.Id, execution.RunId);
            runs.Add(await DescribeAsync(handle, $"{KindOf(execution.Id)}.{execution.RunId}", cancellationToken).ConfigureAwait(false));
        }

        return [.. runs.OrderByDescending(run => run.StartedAt)];
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

    // A schedule adds the time of each run to the workflow id
    private static string KindOf(string workflowId) =>
        Scheduled.FirstOrDefault(kind => workflowId.StartsWith(WorkflowIdOf(kind), StringComparison.Ordinal)) ?? workflowId["pipeline/".Length..];

    private async Task<WorkflowHandle?> HandleOfAsync(string id, CancellationToken cancellationToken)
    {
        var dot = id.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || !Guid.TryParse(id[(dot + 1)..], out var run))
        {
            return null;
        }

        var kind = id[..dot];
        if (PipelineKind.All.Contains(kind))
        {
            return client.GetWorkflowHandle(WorkflowIdOf(kind), run.ToString());
        }

        if (!Scheduled.Contains(kind))
        {
            return null;
        }

        var options = new WorkflowListOptions { Limit = 1, Rpc = new() { CancellationToken = cancellationToken } };
        var found = await client.ListWorkflowsAsync($"RunId = '{run}'", options).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return found is null ? null : client.GetWorkflowHandle(found.Id, found.RunId);
    }
}
