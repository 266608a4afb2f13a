using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Transport;

namespace TemporalServer.Engine;

/// <summary>The protocol's errors, with the codes and details that clients of Temporal act on.</summary>
internal static class Faults
{
    public static GrpcStatusException InvalidArgument(string message) => new(GrpcStatusCode.InvalidArgument, message);

    public static GrpcStatusException NotFound(string message) => new(GrpcStatusCode.NotFound, message, new NotFoundFailure());

    public static GrpcStatusException WorkflowNotFound(string workflowId) => NotFound($"workflow not found for ID: {workflowId}");

    public static GrpcStatusException AlreadyCompleted() => NotFound("workflow execution already completed");

    public static GrpcStatusException WorkflowTaskNotFound() => NotFound("Workflow task not found.");

    public static GrpcStatusException ActivityNotFound() =>
        NotFound("invalid activityID or activity already timed out or invoking workflow is completed");

    public static GrpcStatusException NamespaceNotFound(string name) =>
        new(GrpcStatusCode.NotFound, $"Namespace {name} is not found.", new NamespaceNotFoundFailure { Namespace = name });

    public static GrpcStatusException AlreadyStarted(string message, string requestId, string runId, string firstRunId) =>
        new(GrpcStatusCode.AlreadyExists, message, new WorkflowExecutionAlreadyStartedFailure
        {
            StartRequestId = requestId,
            RunId = runId,
            FirstExecutionRunId = firstRunId,
        });

    public static GrpcStatusException NotReady(string message) =>
        new(GrpcStatusCode.FailedPrecondition, message, new WorkflowNotReadyFailure());

    public static GrpcStatusException CancellationNotRequested(string activityId) =>
        new(GrpcStatusCode.FailedPrecondition, $"nobody asked for the cancellation of activity {activityId}: complete or fail it instead");

    public static GrpcStatusException FailedPrecondition(string message) => new(GrpcStatusCode.FailedPrecondition, message);

    public static GrpcStatusException Unimplemented(string message) => new(GrpcStatusCode.Unimplemented, message);

    /// <summary>A limit on what is under way at the same time: trying later may help.</summary>
    public static GrpcStatusException TooMany(string message) => new(GrpcStatusCode.ResourceExhausted, message, new ResourceExhaustedFailure
    {
        Cause = ResourceExhaustedCause.ConcurrentLimit,
        Scope = ResourceExhaustedScope.Namespace,
    });

    public static GrpcStatusException Unavailable(string message) => new(GrpcStatusCode.Unavailable, message);

    /// <summary>Storage failed: the change may or may not last, as when an answer is lost on its way.</summary>
    public static GrpcStatusException NotStored(Exception error) =>
        Unavailable($"the server cannot write its file ({error.Message}); free space or mend the disk, then try again");
}
