using System.Globalization;
using TemporalCrashHost;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace TemporalConformance.Tests.Crashes;

/// <summary>One journey from outside: it starts it, tells it all it waits for, and keeps what was acknowledged.</summary>
/// <param name="client">Over gRPC, to a server that comes and goes.</param>
/// <param name="id">The workflow's id.</param>
internal sealed class Journey(ITemporalClient client, string id)
{
    /// <summary>Rounds of a journey, each with a signal and a completion from outside; its ledger gets as many updates.</summary>
    public const int Rounds = 3;

    private static readonly TimeSpan CompletionPause = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(5);

    /// <summary>The workflow's id.</summary>
    public string Id => id;

    /// <summary>The id of the workflow that takes its updates.</summary>
    public string LedgerId => $"{id}/ledger";

    /// <summary>What its ledger returned.</summary>
    public IReadOnlyCollection<string> Ledger { get; private set; } = [];

    /// <summary>What was acknowledged as its completion, by round.</summary>
    public string?[] Completed { get; } = new string?[Rounds];

    /// <summary>What it returned.</summary>
    public JourneyState? Result { get; private set; }

    /// <summary>Its signals, in order.</summary>
    public IEnumerable<string> Signals => Named("signal");

    /// <summary>Its updates, in order.</summary>
    public IEnumerable<string> Updates => Named("update");

    /// <summary>Runs it from its start to its result.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await StartAsync("journey", id, cancellationToken, Rounds, null);
        await StartAsync("journeyLedger", LedgerId, cancellationToken, Rounds);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var completing = CompleteAsync(ended.Token);
        await Task.WhenAll(SignalAsync(cancellationToken), UpdateAsync(cancellationToken));
        Result = await Insistence.UntilAcknowledgedAsync(
            () => client.GetWorkflowHandle<JourneyWorkflow, JourneyState>(id).GetResultAsync(), cancellationToken);
        Ledger = await Insistence.UntilAcknowledgedAsync(
            () => client.GetWorkflowHandle<JourneyLedgerWorkflow, IReadOnlyCollection<string>>(LedgerId).GetResultAsync(), cancellationToken);
        await ended.CancelAsync();
        await completing;
    }

    private static Payloads Json(params object?[] values) => new() { Payloads_ = { values.Select(DataConverter.Default.PayloadConverter.ToPayload) } };

    private IEnumerable<string> Named(string kind) =>
        Enumerable.Range(0, Rounds).Select(round => string.Create(CultureInfo.InvariantCulture, $"{id} {kind} {round}"));

    private async Task StartAsync(string type, string workflowId, CancellationToken cancellationToken, params object?[] arguments)
    {
        var request = new StartWorkflowExecutionRequest
        {
            Namespace = "default",
            WorkflowId = workflowId,
            WorkflowType = new WorkflowType { Name = type },
            TaskQueue = new() { Name = Journeys.TaskQueue },
            Input = Json(arguments),
            RequestId = Guid.NewGuid().ToString(),
            WorkflowTaskTimeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
        };
        await Insistence.UntilAcknowledgedAsync(() => client.WorkflowService.StartWorkflowExecutionAsync(request), cancellationToken);
    }

    private async Task SignalAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in Signals)
        {
            var request = new SignalWorkflowExecutionRequest
            {
                Namespace = "default",
                WorkflowExecution = new() { WorkflowId = id },
                SignalName = "add",
                Input = Json(signal),
                RequestId = Guid.NewGuid().ToString(),
            };
            await Insistence.UntilAcknowledgedAsync(() => client.WorkflowService.SignalWorkflowExecutionAsync(request), cancellationToken);
        }
    }

    private async Task UpdateAsync(CancellationToken cancellationToken)
    {
        foreach (var update in Updates)
        {
            var request = new UpdateWorkflowExecutionRequest
            {
                Namespace = "default",
                WorkflowExecution = new() { WorkflowId = LedgerId },
                WaitPolicy = new() { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
                Request = new() { Meta = new() { UpdateId = update }, Input = new() { Name = "enter", Args = Json(update) } },
            };
            await UpdateAsync(request, cancellationToken);
        }
    }

    private async Task UpdateAsync(UpdateWorkflowExecutionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await Insistence.UntilAcknowledgedAsync(
                () => client.WorkflowService.UpdateWorkflowExecutionAsync(request), cancellationToken);
            Assert.NotNull(response.Outcome.Success);
        }
        catch (RpcException fault) when (fault.Code is RpcException.StatusCode.NotFound && request.Request.Meta.UpdateId == Updates.Last())
        {
            // The ledger is full, which takes this update: its acknowledgement was lost
        }
    }

    /// <summary>
    /// Completes the activities that wait for it, each time with another value, and keeps which was accepted. An activity
    /// that is not found is yet to come, or its completion was accepted and the acknowledgement lost.
    /// </summary>
    private async Task CompleteAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; !cancellationToken.IsCancellationRequested; attempt++)
        {
            for (var round = 0; round < Rounds; round++)
            {
                if (Completed[round] is null)
                {
                    await TryCompleteAsync(round, attempt);
                }
            }

            await Task.Delay(CompletionPause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TryCompleteAsync(int round, int attempt)
    {
        var value = string.Create(CultureInfo.InvariantCulture, $"{id} completion {round} by attempt {attempt}");
        var request = new RespondActivityTaskCompletedByIdRequest
        {
            Namespace = "default",
            WorkflowId = id,
            ActivityId = string.Create(CultureInfo.InvariantCulture, $"left-{round}"),
            Result = Json(value),
        };
        try
        {
            await client.WorkflowService.RespondActivityTaskCompletedByIdAsync(request, new() { Retry = false, Timeout = CallTime });
            Completed[round] = value;
        }
        catch (TemporalException)
        {
        }
    }
}
