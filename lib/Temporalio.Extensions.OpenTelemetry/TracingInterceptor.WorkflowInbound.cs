using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Api.Common.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <content>What reaches workflows.</content>
public partial class TracingInterceptor
{
    private sealed class WorkflowInbound(TracingInterceptor root, WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
    {
        public override void Init(WorkflowOutboundInterceptor outbound) => Next.Init(new WorkflowOutbound(root, outbound));

        public override async Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
        {
            using var trace = new StartingTrace(root);
            using var span = Server($"RunWorkflow:{Workflow.Info.WorkflowType}", headers: null);
            try
            {
                var result = await Next.ExecuteWorkflowAsync(input);
                WorkflowsSource.TrackWorkflowDiagnosticActivity($"CompleteWorkflow:{Workflow.Info.WorkflowType}").Dispose();
                return result;
            }
            catch (Exception e)
            {
                RecordEnd("CompleteWorkflow", Workflow.Info.WorkflowType, e);
                throw;
            }
        }

        public override async Task HandleSignalAsync(HandleSignalInput input)
        {
            using var trace = new StartingTrace(root);
            using var span = Server($"HandleSignal:{input.Signal}", input.Headers);
            try
            {
                await Next.HandleSignalAsync(input);
            }
            catch (Exception e)
            {
                RecordEnd("CompleteWorkflow", Workflow.Info.WorkflowType, e);
                throw;
            }
        }

        public override object? HandleQuery(HandleQueryInput input)
        {
            using var trace = new StartingTrace(root);
            using var span = Server($"HandleQuery:{input.Query}", input.Headers, evenOnReplay: true);
            try
            {
                return Next.HandleQuery(input);
            }
            catch (Exception e)
            {
                Record(span.Activity, e);
                throw;
            }
        }

        public override void ValidateUpdate(HandleUpdateInput input)
        {
            using var trace = new StartingTrace(root);
            using var span = Server($"ValidateUpdate:{input.Update}", input.Headers);
            try
            {
                Next.ValidateUpdate(input);
            }
            catch (Exception e)
            {
                Record(span.Activity, e);
                throw;
            }
        }

        public override async Task<object?> HandleUpdateAsync(HandleUpdateInput input)
        {
            using var trace = new StartingTrace(root);
            using var span = Server($"HandleUpdate:{input.Update}", input.Headers);
            try
            {
                return await Next.HandleUpdateAsync(input);
            }
            catch (Exception e)
            {
                RecordEnd("CompleteUpdate", input.Update, e);
                throw;
            }
        }

        /// <summary>A span of its own for the failure: the handler's may be of another process.</summary>
        private static void RecordEnd(string end, string name, Exception e)
        {
            if (e is not ContinueAsNewException)
            {
                var what = e is FailureException or OperationCanceledException ? end : "WorkflowTaskFailure";
                WorkflowsSource.TrackWorkflowDiagnosticActivity($"{what}:{name}", updateActivity: span => Record(span, e)).Dispose();
            }
        }

        /// <summary>A span under the one that started the workflow, linked to the one that sent the headers.</summary>
        private WorkflowDiagnosticActivity Server(string name, IReadOnlyDictionary<string, Payload>? headers, bool evenOnReplay = false) =>
            WorkflowsSource.TrackWorkflowDiagnosticActivity(
                name, ActivityKind.Server, root.CreateInWorkflowTags(),
                root.HeadersToContext(headers) is { } sender ? [new ActivityLink(sender.ActivityContext)] : null,
                evenOnReplay, inheritParentTags: false);
    }

    /// <summary>The trace the workflow was started in, current until disposed of.</summary>
    private sealed class StartingTrace : IDisposable
    {
        private readonly Baggage outer = Baggage.Current;
        private readonly WorkflowDiagnosticActivity? remote;

        public StartingTrace(TracingInterceptor root)
        {
            if (root.HeadersToContext(Workflow.Info.Headers) is { } context)
            {
                BaggageScope.Set(context.Baggage);
                remote = WorkflowDiagnosticActivity.AttachFromContext(context.ActivityContext);
            }
        }

        public void Dispose()
        {
            remote?.Dispose();
            BaggageScope.Set(outer);
        }
    }
}
