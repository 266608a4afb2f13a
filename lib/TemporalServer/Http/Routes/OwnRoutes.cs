using TemporalServer.Http.Features;
using TemporalServer.Rpc;
using Temporalio.Api.WorkflowService.V1;

namespace TemporalServer.Http.Routes;

/// <summary>The routes of the web UI that no method of the protocol stands behind, or not alone.</summary>
internal static class OwnRoutes
{
    /// <summary>Adds them; they come before the protocol's own.</summary>
    public static void Map(RouteTable routes, ServiceTable methods, string defaultNamespace)
    {
        routes.Add("GET", ProtocolRoutes.Prefix + "settings", new Settings(defaultNamespace));
        if (methods.TryFind($"/{ServiceNames.Workflow}/GetWorkflowExecutionHistory", out var history))
        {
            routes.Add("GET", HistoryDownload.Template, new HistoryDownload(history));
        }

        if (methods.TryFind($"/{ServiceNames.Workflow}/CountSchedules", out var schedules))
        {
            var workflows = ServiceReflection.Descriptor.Services[0].FindMethodByName("CountWorkflowExecutions");
            routes.Add("GET", ScheduleCount.Template, new ScheduleCount(ProtocolRoutes.HandlerOf(workflows, methods), schedules));
        }
    }
}
