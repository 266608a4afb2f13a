using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Proto = Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Schedules;

/// <summary>Schedules to messages and back; the parts that say when are in <c>ScheduleProtos.Spec.cs</c>.</summary>
internal static partial class ScheduleProtos
{
    internal static async Task<Proto.Schedule> ToProtoAsync(Schedule schedule, DataConverter converter) => new()
    {
        Spec = ToProto(schedule.Spec),
        Action = new() { StartWorkflow = await ToProtoAsync(schedule.Action, converter) },
        Policies = new()
        {
            OverlapPolicy = schedule.Policy.Overlap,
            CatchupWindow = Duration.FromTimeSpan(schedule.Policy.CatchupWindow),
            PauseOnFailure = schedule.Policy.PauseOnFailure,
        },
        State = new()
        {
            Notes = schedule.State.Note ?? string.Empty,
            Paused = schedule.State.Paused,
            LimitedActions = schedule.State.LimitedActions,
            RemainingActions = schedule.State.RemainingActions,
        },
    };

    internal static Proto.BackfillRequest ToProto(ScheduleBackfill backfill) => new()
    {
        StartTime = ToTimestamp(backfill.StartAt),
        EndTime = ToTimestamp(backfill.EndAt),
        OverlapPolicy = backfill.Overlap,
    };

    /// <summary>A description with the headers of its action decoded, so that an update encodes them once.</summary>
    internal static async Task<DescribeScheduleResponse> DecodeHeadersAsync(DescribeScheduleResponse response, DataConverter converter)
    {
        if (converter.PayloadCodec is not { } codec || response.Schedule?.Action?.StartWorkflow?.Header is null)
        {
            return response;
        }

        // A server of this process may still hold the original
        var decoded = response.Clone();
        var fields = decoded.Schedule.Action.StartWorkflow.Header.Fields;
        foreach (var (name, payload) in fields.ToList())
        {
            fields[name] = await codec.DecodeSingleAsync(payload);
        }

        return decoded;
    }

    internal static Schedule FromProto(Proto.Schedule proto, DataConverter converter) =>
        new(FromProto(proto.Action, converter), FromProto(proto.Spec ?? new()))
        {
            Policy = proto.Policies is { } policies
                ? new()
                {
                    Overlap = policies.OverlapPolicy,
                    CatchupWindow = policies.CatchupWindow?.ToTimeSpan() ?? new SchedulePolicy().CatchupWindow,
                    PauseOnFailure = policies.PauseOnFailure,
                }
                : new(),
            State = proto.State is { } state
                ? new()
                {
                    Note = state.Notes.Length == 0 ? null : state.Notes,
                    Paused = state.Paused,
                    LimitedActions = state.LimitedActions,
                    RemainingActions = state.RemainingActions,
                }
                : new(),
        };

    private static async Task<NewWorkflowExecutionInfo> ToProtoAsync(ScheduleAction action, DataConverter converter)
    {
        if (action is not ScheduleActionStartWorkflow { Options: var options } start)
        {
            throw new ArgumentException($"A schedule can start a workflow, but not do {action.GetType().Name}.");
        }

        Validate(options);
        var info = new NewWorkflowExecutionInfo
        {
            WorkflowId = options.Id,
            WorkflowType = new() { Name = start.Workflow },
            TaskQueue = new() { Name = options.TaskQueue },
            WorkflowExecutionTimeout = WorkflowStartRequests.ToDuration(options.ExecutionTimeout),
            WorkflowRunTimeout = WorkflowStartRequests.ToDuration(options.RunTimeout),
            WorkflowTaskTimeout = WorkflowStartRequests.ToDuration(options.TaskTimeout),
            RetryPolicy = options.RetryPolicy?.ToProto(),
            Memo = await WorkflowStartRequests.MemoAsync(converter, options.Memo),
            SearchAttributes = options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
            Header = await WorkflowStartRequests.HeaderAsync(converter, start.Headers),
            UserMetadata = await WorkflowStartRequests.UserMetadataAsync(
                converter, options.StaticSummary, options.StaticDetails) ?? options.EncodedUserMetadata,
            Priority = options.Priority?.ToProto(),
        };
        if (start.Args.Count > 0)
        {
            info.Input = new();
            foreach (var arg in start.Args)
            {
                // What a description returned is encoded already
                info.Input.Payloads_.Add(
                    arg is IEncodedRawValue encoded ? encoded.Payload : await converter.ToPayloadAsync(arg));
            }
        }

        return info;
    }

    private static void Validate(WorkflowOptions options)
    {
        if (string.IsNullOrEmpty(options.Id) || string.IsNullOrEmpty(options.TaskQueue))
        {
            throw new ArgumentException("A schedule's WorkflowOptions need an Id and a TaskQueue.");
        }

        if (options.CronSchedule is not null || options.StartDelay is not null || options.StartSignal is not null)
        {
            throw new ArgumentException(
                "A schedule's WorkflowOptions cannot have CronSchedule, StartDelay or StartSignal: the schedule says when.");
        }
    }

    private static ScheduleActionStartWorkflow FromProto(Proto.ScheduleAction action, DataConverter converter)
    {
        var info = action?.StartWorkflow
            ?? throw new ArgumentException("The schedule's action is of a kind that this SDK does not know.");
        return new(
            info.WorkflowType.Name,
            [.. (info.Input?.Payloads_ ?? []).Select(payload => new EncodedRawValue(converter, payload))],
            new(info.WorkflowId, info.TaskQueue.Name)
            {
                ExecutionTimeout = info.WorkflowExecutionTimeout?.ToTimeSpan(),
                RunTimeout = info.WorkflowRunTimeout?.ToTimeSpan(),
                TaskTimeout = info.WorkflowTaskTimeout?.ToTimeSpan(),
                RetryPolicy = info.RetryPolicy is { } retry ? RetryPolicy.FromProto(retry) : null,
                Memo = info.Memo?.Fields.ToDictionary(
                    field => field.Key, object (field) => new EncodedRawValue(converter, field.Value)),
                TypedSearchAttributes = SearchAttributeCollection.FromProto(info.SearchAttributes),
                Priority = info.Priority is { } priority ? Priority.FromProto(priority) : null,
                EncodedUserMetadata = info.UserMetadata,
            },
            info.Header?.Fields.ToDictionary(field => field.Key, field => field.Value));
    }
}
