using Coresdk.WorkflowActivation;
using Temporalio.Api.Sdk.V1;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <content>Signals, queries and updates.</content>
internal sealed partial class WorkflowInstance
{
    private readonly AsyncLocal<WorkflowUpdateInfo?> currentUpdate = new();
    private readonly List<SignalWorkflow> signalsWithoutHandler = [];
    private readonly LinkedList<RunningHandler> runningHandlers = new();
    private bool inReadOnlyCode;

    private void Signal(SignalWorkflow signal)
    {
        if (Handlers.FindSignal(signal.SignalName) is not { } definition)
        {
            signalsWithoutHandler.Add(signal);
            return;
        }

        object?[] arguments = definition.Dynamic
            ? [signal.SignalName, HandlerParameters.Raw(signal.Input)]
            : HandlerParameters.Decode(converter, definition.Invoker.Parameters, signal.Input);
        _ = Schedule(() => TrackAsync(
            new($"signal {signal.SignalName}", definition.UnfinishedPolicy),
            () => EndWorkflowAsync(() => Inbound.HandleSignalAsync(new(signal.SignalName, definition, arguments, signal.Headers)))));
    }

    /// <summary>Signals wait for a handler to be registered.</summary>
    private bool DeliverWaitingSignals()
    {
        var ready = signalsWithoutHandler.Where(signal => Handlers.FindSignal(signal.SignalName) is not null).ToList();
        foreach (var signal in ready)
        {
            signalsWithoutHandler.Remove(signal);
            Signal(signal);
        }

        return ready.Count > 0;
    }

    private void Query(QueryWorkflow query)
    {
        var result = new Coresdk.WorkflowCommands.QueryResult { QueryId = query.QueryId };
        inReadOnlyCode = true;
        try
        {
            result.Succeeded = new() { Response = converter.ToPayload(Answer(query)) };
        }
#pragma warning disable CA1031 // The caller gets it
        catch (Exception e)
#pragma warning restore CA1031
        {
            result.Failed = ToFailure(e);
        }
        finally
        {
            inReadOnlyCode = false;
        }

        completion.Commands.Add(new Coresdk.WorkflowCommands.WorkflowCommand { RespondToQuery = result });
    }

    private object? Answer(QueryWorkflow query)
    {
        var definition = query.QueryType switch
        {
            "__stack_trace" => WorkflowQueryDefinition.CreateWithoutAttribute(query.QueryType, DescribeWaits),
            "__enhanced_stack_trace" => WorkflowQueryDefinition.CreateWithoutAttribute(query.QueryType, DescribeWaitsInDetail),
            "__temporal_workflow_metadata" => WorkflowQueryDefinition.CreateWithoutAttribute(query.QueryType, Metadata),
            _ => Handlers.FindQuery(query.QueryType) ?? throw new InvalidOperationException(
                $"Query handler for '{query.QueryType}' expected but not found, known queries: [{string.Join(' ', Handlers.Queries.Keys.Order(StringComparer.Ordinal))}]"),
        };
        object?[] arguments = definition.Dynamic
            ? [query.QueryType, HandlerParameters.Raw(query.Arguments)]
            : HandlerParameters.Decode(converter, definition.Invoker.Parameters, query.Arguments);
        return Inbound.HandleQuery(new(query.QueryId, query.QueryType, definition, arguments, query.Headers));
    }

    private void Update(DoUpdate update)
    {
        var responses = new UpdateResponses(this, update.ProtocolInstanceId);
        if (Handlers.FindUpdate(update.Name) is not { } definition)
        {
            responses.Reject(new InvalidOperationException(
                $"Update handler for '{update.Name}' expected but not found, known updates: [{string.Join(' ', Handlers.Updates.Keys.Order(StringComparer.Ordinal))}]"));
            return;
        }

        _ = Schedule(() => TrackAsync(
            new($"update {update.Name}", definition.UnfinishedPolicy), () => HandleUpdateAsync(update, definition, responses)));
    }

    private async Task HandleUpdateAsync(DoUpdate update, WorkflowUpdateDefinition definition, UpdateResponses responses)
    {
        currentUpdate.Value = new(update.Id, update.Name);
        HandleUpdateInput input;
        try
        {
            object?[] arguments = definition.Dynamic
                ? [update.Name, HandlerParameters.Raw(update.Input)]
                : HandlerParameters.Decode(converter, definition.Invoker.Parameters, update.Input);
            input = new(update.Id, update.Name, definition, arguments, update.Headers);
            if (update.RunValidator)
            {
                Validate(input);
            }
        }
#pragma warning disable CA1031 // The caller gets it
        catch (Exception e)
#pragma warning restore CA1031
        {
            responses.Reject(e);
            return;
        }

        responses.Accept();
        try
        {
            // A task more between the handler and its answer would let commands of others go first, unlike in older histories
            var direct = Inbound is LastInbound;
            var task = direct ? StartUpdate(input) : Inbound.HandleUpdateAsync(input);
            await task;
            responses.Complete(TaskResults.ValueOf(task, direct ? definition.Invoker.ReturnType : typeof(Task<object?>)));
        }
        catch (Exception e) when (FailsWorkflow(e))
        {
            responses.Reject(e);
        }
#pragma warning disable CA1031 // Anything else is a bug: the task fails until the code is mended
        catch (Exception e)
#pragma warning restore CA1031
        {
            activationException ??= e;
        }
    }

    private Task StartUpdate(HandleUpdateInput input) => (Task)input.Definition.Invoker.Invoke(Instance, input.Args)!;

    private void Validate(HandleUpdateInput input)
    {
        inReadOnlyCode = true;
        try
        {
            Inbound.ValidateUpdate(input);
        }
        finally
        {
            inReadOnlyCode = false;
        }
    }

    private async Task TrackAsync(RunningHandler handler, Func<Task> function)
    {
        var node = runningHandlers.AddLast(handler);
        try
        {
            await function();
        }
        finally
        {
            runningHandlers.Remove(node);
        }
    }

    private void WarnOfUnfinishedHandlers()
    {
        if (runningHandlers.Count == 0 || IsReplaying || !completion.Commands.Any(EndsWorkflow))
        {
            return;
        }

        foreach (var handler in runningHandlers.Where(h => h.Policy == HandlerUnfinishedPolicy.WarnAndAbandon))
        {
            Logger.UnfinishedHandler(Info.WorkflowId, handler.Name);
        }
    }

    private static bool EndsWorkflow(Coresdk.WorkflowCommands.WorkflowCommand command) =>
        command.CompleteWorkflowExecution is not null || command.FailWorkflowExecution is not null
        || command.CancelWorkflowExecution is not null || command.ContinueAsNewWorkflowExecution is not null;

    private WorkflowMetadata Metadata()
    {
        var definition = new Temporalio.Api.Sdk.V1.WorkflowDefinition { Type = Info.WorkflowType };
        definition.SignalDefinitions.AddRange(Handlers.Signals
            .Select(pair => Interaction(pair.Key, pair.Value.Description)).OrderBy(d => d.Name, StringComparer.Ordinal));
        definition.QueryDefinitions.AddRange(Handlers.Queries
            .Select(pair => Interaction(pair.Key, pair.Value.Description)).OrderBy(d => d.Name, StringComparer.Ordinal));
        definition.UpdateDefinitions.AddRange(Handlers.Updates
            .Select(pair => Interaction(pair.Key, pair.Value.Description)).OrderBy(d => d.Name, StringComparer.Ordinal));
        return new() { Definition = definition, CurrentDetails = CurrentDetails };
    }

    private static WorkflowInteractionDefinition Interaction(string name, string? description) =>
        new() { Name = name, Description = description ?? "" };

    private sealed record RunningHandler(string Name, HandlerUnfinishedPolicy Policy);

    /// <summary>The answers one update gets.</summary>
    private sealed class UpdateResponses(WorkflowInstance instance, string protocolInstanceId)
    {
        public void Accept() => Add(new() { Accepted = new() });

        public void Reject(Exception e) => Add(new() { Rejected = instance.ToFailure(e) });

        public void Complete(object? result) => Add(new() { Completed = instance.converter.ToPayload(result) });

        private void Add(Coresdk.WorkflowCommands.UpdateResponse response)
        {
            response.ProtocolInstanceId = protocolInstanceId;
            instance.AddCommand(new() { UpdateResponse = response });
        }
    }
}
