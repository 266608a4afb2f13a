using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Exceptions;

namespace Temporalio.Converters;

/// <summary>Which exception type each kind of failure is.</summary>
internal static class FailureInfos
{
    internal static void Set(Failure failure, Exception exception, IPayloadConverter converter)
    {
        switch (exception)
        {
            case ApplicationFailureException application:
                failure.ApplicationFailureInfo = Application(application, converter);
                break;
            case CanceledFailureException canceled:
                failure.CanceledFailureInfo = new() { Details = ToPayloads(canceled.Details, converter) };
                break;
            case TerminatedFailureException:
                failure.TerminatedFailureInfo = new();
                break;
            case TimeoutFailureException timeout:
                failure.TimeoutFailureInfo = new()
                {
                    TimeoutType = timeout.TimeoutType,
                    LastHeartbeatDetails = ToPayloads(timeout.LastHeartbeatDetails, converter),
                };
                break;
            case ServerFailureException server:
                failure.ServerFailureInfo = new() { NonRetryable = server.NonRetryable };
                break;
            default:
                failure.ApplicationFailureInfo = new() { Type = exception.GetType().Name };
                break;
        }
    }

    internal static Exception ToException(Failure failure, Exception? inner, IPayloadConverter converter) =>
        failure.FailureInfoCase switch
        {
            Failure.FailureInfoOneofCase.ApplicationFailureInfo =>
                new ApplicationFailureException(failure, inner, converter),
            Failure.FailureInfoOneofCase.TimeoutFailureInfo => new TimeoutFailureException(failure, inner, converter),
            Failure.FailureInfoOneofCase.CanceledFailureInfo => new CanceledFailureException(failure, inner, converter),
            Failure.FailureInfoOneofCase.TerminatedFailureInfo => new TerminatedFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ServerFailureInfo => new ServerFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ActivityFailureInfo => new ActivityFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ChildWorkflowExecutionFailureInfo =>
                new ChildWorkflowFailureException(failure, inner),
            Failure.FailureInfoOneofCase.NexusOperationExecutionFailureInfo =>
                new NexusOperationFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ResetWorkflowFailureInfo => ResetWorkflow(failure, inner, converter),
            _ => new FailureException(failure, inner),
        };

    internal static Payloads? ToPayloads(IFailureDetails? details, IPayloadConverter converter)
    {
        IReadOnlyCollection<Payload> payloads = details switch
        {
            OutboundFailureDetails outbound => converter.ToPayloads(outbound.Details),
            InboundFailureDetails inbound => [.. inbound.Payloads],
            _ => [],
        };
        if (payloads.Count == 0)
        {
            return null;
        }

        var proto = new Payloads();
        proto.Payloads_.AddRange(payloads);
        return proto;
    }

    private static ApplicationFailureInfo Application(
        ApplicationFailureException exception, IPayloadConverter converter) => new()
        {
            Type = exception.ErrorType ?? string.Empty,
            NonRetryable = exception.NonRetryable,
            Details = ToPayloads(exception.Details, converter),
            NextRetryDelay = exception.NextRetryDelay is { } delay ? Duration.FromTimeSpan(delay) : null,
            Category = exception.Category,
        };

    private static ApplicationFailureException ResetWorkflow(
        Failure failure, Exception? inner, IPayloadConverter converter)
    {
        var asApplication = new Failure(failure)
        {
            ApplicationFailureInfo = new()
            {
                Type = "ResetWorkflow",
                Details = failure.ResetWorkflowFailureInfo.LastHeartbeatDetails,
            },
        };
        return new(asApplication, inner, converter);
    }
}
