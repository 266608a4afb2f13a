using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker;

namespace Temporalio.Bridge;

/// <summary>Tells the server of workflow tasks that could not be completed.</summary>
internal sealed class WorkflowTaskFailures(WorkflowService service, WorkflowTaskOptions options)
{
    /// <summary>Fails a task or, where the workflow's type asks for it, the workflow.</summary>
    public async Task ReportAsync(PollWorkflowTaskQueueResponse task, Exception e)
    {
        var (cause, failure) = e switch
        {
            WorkflowTaskFailure failed => (failed.Cause, failed.Failure),
            NondeterminismException => (WorkflowTaskFailedCause.NonDeterministicError, Describe(e)),
            _ => (WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, Describe(e)),
        };
        options.Logger.WorkflowTaskFailed(task.WorkflowExecution.WorkflowId, task.WorkflowExecution.RunId, failure.Message);
        options.Recorder?.Failed(task, cause);
        try
        {
            if (task.Query is not null)
            {
                await FailQueryAsync(task, failure).ConfigureAwait(false);
            }
            else if (cause == WorkflowTaskFailedCause.NonDeterministicError && options.FailsOnNondeterminism(task.WorkflowType.Name))
            {
                await FailWorkflowAsync(task, failure).ConfigureAwait(false);
            }
            else if (task.Attempt <= 1)
            {
                // Later attempts time out instead, so that broken code is not tried again without pause
                await FailTaskAsync(task, cause, failure).ConfigureAwait(false);
            }
        }
        catch (RpcException notTaken)
        {
            options.Logger.WorkflowTaskNotTaken(notTaken, task.WorkflowExecution.WorkflowId, task.WorkflowExecution.RunId);
        }
    }

    private static Failure Describe(Exception e) => new()
    {
        Message = e.Message,
        StackTrace = e.StackTrace ?? "",
        ApplicationFailureInfo = new() { Type = e.GetType().Name },
    };

    private Task FailQueryAsync(PollWorkflowTaskQueueResponse task, Failure failure) => service.RespondQueryTaskCompletedAsync(new()
    {
        TaskToken = task.TaskToken,
        Namespace = options.Namespace,
        CompletedType = QueryResultType.Failed,
        ErrorMessage = failure.Message,
        Failure = failure,
    });

    private Task FailWorkflowAsync(PollWorkflowTaskQueueResponse task, Failure failure) => service.RespondWorkflowTaskCompletedAsync(new()
    {
        TaskToken = task.TaskToken,
        Namespace = options.Namespace,
        Identity = options.Identity,
        Commands =
        {
            new Api.Command.V1.Command
            {
                CommandType = CommandType.FailWorkflowExecution,
                FailWorkflowExecutionCommandAttributes = new() { Failure = failure },
            },
        },
    });

    private Task FailTaskAsync(PollWorkflowTaskQueueResponse task, WorkflowTaskFailedCause cause, Failure failure) =>
        service.RespondWorkflowTaskFailedAsync(new()
        {
            TaskToken = task.TaskToken,
            Namespace = options.Namespace,
            Identity = options.Identity,
            Cause = cause,
            Failure = failure,
        });
}
