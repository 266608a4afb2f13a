using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using TemporalServer.Engine.Runs;
using Temporalio.Api.Activity.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Engine.Flows;

/// <summary>What operators do to activities that a run waits for. None of it leaves an event: workflows do not see it.</summary>
internal static class ActivityControl
{
    /// <summary>No further attempt is offered until it is unpaused; a running one is told with its next heartbeat.</summary>
    public static Task<PauseActivityResponse> PauseAsync(WorkflowEngine engine, PauseActivityRequest request) =>
        ChangeAsync(engine, request.Namespace, request.Execution, Choice.Of(request.Id, request.Type, all: false), (run, activity) =>
        {
            activity.Pause ??= new PendingActivityInfo.Types.PauseInfo
            {
                PauseTime = ProtoTime.ToTimestamp(run.Now),
                Manual = new() { Identity = request.Identity, Reason = request.Reason },
            };
            run.Describe();
        }, static _ => new PauseActivityResponse());

    /// <summary>Offers the next attempt at once, or within the jitter.</summary>
    public static Task<UnpauseActivityResponse> UnpauseAsync(WorkflowEngine engine, UnpauseActivityRequest request) =>
        ChangeAsync(engine, request.Namespace, request.Execution, Choice.Of(request.Id, request.Type, request.UnpauseAll), (run, activity) =>
        {
            if (!activity.IsPaused)
            {
                return;
            }

            activity.Pause = null;
            run.Describe();
            activity.HeartbeatDetails = request.ResetHeartbeat ? null : activity.HeartbeatDetails;
            Resume(run, activity, request.ResetAttempts, request.Jitter);
        }, static _ => new UnpauseActivityResponse());

    /// <summary>Begins again with the first attempt; a running one is told with its next heartbeat.</summary>
    public static Task<ResetActivityResponse> ResetAsync(WorkflowEngine engine, ResetActivityRequest request) =>
        ChangeAsync(engine, request.Namespace, request.Execution, Choice.Of(request.Id, request.Type, request.MatchAll), (run, activity) =>
        {
            if (request.RestoreOriginalOptions)
            {
                activity.Change(null, run.History);
            }

            activity.Pause = request.KeepPaused ? activity.Pause : null;
            run.Describe();
            activity.HeartbeatDetails = request.ResetHeartbeat ? null : activity.HeartbeatDetails;
            activity.MachineScheduled = run.MachineNow;
            Resume(run, activity, resetAttempts: true, request.Jitter);
        }, static _ => new ResetActivityResponse());

    /// <summary>Changes timeouts, retry policy or task queue; what is not running is offered again under them.</summary>
    public static Task<UpdateActivityOptionsResponse> UpdateOptionsAsync(WorkflowEngine engine, UpdateActivityOptionsRequest request) =>
        ChangeAsync(engine, request.Namespace, request.Execution, Choice.Of(request.Id, request.Type, request.MatchAll), (run, activity) =>
        {
            if (request.RestoreOriginal && (request.ActivityOptions is not null || request.UpdateMask is not null))
            {
                throw Faults.InvalidArgument("RestoreOriginal cannot be used together with ActivityOptions or UpdateMask.");
            }

            var options = request.RestoreOriginal ? null
                : ActivityOptionsChange.Merge(ActivityOptionsChange.Of(activity.Attributes(run.History)), request.ActivityOptions, request.UpdateMask);
            run.Activities.Change(activity, options);
            if (activity.IsOnOffer)
            {
                run.Activities.OfferAgain(activity, 0);
            }
        }, static (run, activities) => new UpdateActivityOptionsResponse
        {
            ActivityOptions = ActivityOptionsChange.Of(activities[0].Attributes(run.History)).Clone(),
        });

    private static void Resume(WorkflowRun run, PendingActivity activity, bool resetAttempts, Duration? jitter)
    {
        if (activity.IsStarted)
        {
            activity.IsReset |= resetAttempts;
            return;
        }

        activity.Attempt = resetAttempts ? 1 : activity.Attempt;
        var most = Math.Clamp(jitter.Ticks(), 0, TimeSpan.TicksPerDay);
        run.Activities.OfferAgain(activity, most == 0 ? 0 : (long)(most * (RandomNumberGenerator.GetInt32(1_000_000) / 1e6)));
    }

    private static Task<T> ChangeAsync<T>(
        WorkflowEngine engine, string @namespace, WorkflowExecution? execution, Choice choice, Action<WorkflowRun, PendingActivity> change, Func<WorkflowRun, T> answer) =>
        ChangeAsync(engine, @namespace, execution, choice, change, (run, _) => answer(run));

    private static Task<T> ChangeAsync<T>(
        WorkflowEngine engine, string @namespace, WorkflowExecution? execution, Choice choice,
        Action<WorkflowRun, PendingActivity> change, Func<WorkflowRun, PendingActivity[], T> answer) =>
        WorkflowEngine.EnterAsync(() => engine.Find(@namespace, execution), run =>
        {
            run.RequireOpen();
            PendingActivity[] chosen = [.. run.Activities.All.Where(activity => choice.Takes(activity, run.History))];
            if (chosen.Length == 0)
            {
                throw Faults.ActivityNotFound();
            }

            run.Touch();
            foreach (var activity in chosen)
            {
                change(run, activity);
            }

            return answer(run, chosen);
        });

    /// <summary>Which activities of a run: one by its id, those of a type, or all.</summary>
    private readonly record struct Choice(string Id, string Type)
    {
        public static Choice Of(string id, string type, bool all) => all || id.Length > 0 || type.Length > 0
            ? new Choice(id, type)
            : throw Faults.InvalidArgument("Activity is not set on request: name its id or its type.");

        public bool Takes(PendingActivity activity, RunHistory history) =>
            Id.Length > 0 ? activity.ActivityId == Id : Type.Length == 0 || activity.Attributes(history).ActivityType.Name == Type;
    }
}
