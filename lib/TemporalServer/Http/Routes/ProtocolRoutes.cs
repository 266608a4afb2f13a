using Google.Api;
using Google.Protobuf.Reflection;
using TemporalServer.Http.Features;
using TemporalServer.Rpc;

namespace TemporalServer.Http.Routes;

/// <summary>The routes that the protocol itself states, in the <c>google.api.http</c> annotations of its methods.</summary>
internal static class ProtocolRoutes
{
    /// <summary>What every route begins with.</summary>
    public const string Prefix = "/api/v1/";

    private static readonly ServiceDescriptor[] Services =
    [
        .. Temporalio.Api.WorkflowService.V1.ServiceReflection.Descriptor.Services,
        .. Temporalio.Api.OperatorService.V1.ServiceReflection.Descriptor.Services,
    ];

    // Names that the web UI still uses for routes since renamed
    private static readonly (string Template, string Method)[] FormerNames =
    [
        (Prefix + "namespaces/{namespace}/activities/complete-by-id", "RespondActivityTaskCompletedById"),
        (Prefix + "namespaces/{namespace}/activities/fail-by-id", "RespondActivityTaskFailedById"),
    ];

    /// <summary>Adds every route; those whose method the server does not answer say so.</summary>
    public static void Map(RouteTable routes, ServiceTable methods)
    {
        foreach (var method in Services.SelectMany(static service => service.Methods))
        {
            var handler = HandlerOf(method, methods);
            if (method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is { } rule)
            {
                Add(routes, rule, handler);
            }

            foreach (var (template, _) in FormerNames.Where(former => former.Method == method.Name))
            {
                routes.Add("POST", template, handler);
            }
        }
    }

    /// <summary>What answers the routes of a method.</summary>
    public static IApiHandler HandlerOf(MethodDescriptor method, ServiceTable methods) =>
        methods.TryFind($"/{method.Service.FullName}/{method.Name}", out var rpc) ? new RpcHandler(method, rpc) : new AbsentMethod(method);

    private static void Add(RouteTable routes, HttpRule rule, IApiHandler handler)
    {
        var (verb, template) = rule.PatternCase switch
        {
            HttpRule.PatternOneofCase.Get => ("GET", rule.Get),
            HttpRule.PatternOneofCase.Post => ("POST", rule.Post),
            HttpRule.PatternOneofCase.Put => ("PUT", rule.Put),
            HttpRule.PatternOneofCase.Patch => ("PATCH", rule.Patch),
            HttpRule.PatternOneofCase.Delete => ("DELETE", rule.Delete),
            _ => (string.Empty, string.Empty),
        };
        // The others begin like pages of the web UI
        if (template.StartsWith(Prefix, StringComparison.Ordinal))
        {
            routes.Add(verb, template, handler);
        }

        foreach (var further in rule.AdditionalBindings)
        {
            Add(routes, further, handler);
        }
    }
}
