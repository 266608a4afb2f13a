using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TemporalServer.Http.Routes;
using TemporalServer.Http.Safety;
using TemporalServer.Http.Ui;
using TemporalServer.Rpc;
using Temporalio.Transport;

namespace TemporalServer.Http;

/// <summary>Answers the requests of the HTTP port: the API below <c>/api/v1</c>, the web UI at every other address.</summary>
internal sealed partial class HttpApi
{
    // Longer than any long poll is held; a query that no worker answers ends here
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RouteTable routes = new();
    private readonly BrowserGuard guard;
    private readonly UiFiles ui;
    private readonly ILogger logger;
    private readonly CancellationToken stopping;

    /// <param name="methods">What the API calls; complete by now.</param>
    /// <param name="options">Who is served, and the web UI's folder.</param>
    /// <param name="logger">Unexpected faults go here; what requests carry never does.</param>
    /// <param name="stopping">Ends open calls with UNAVAILABLE.</param>
    public HttpApi(ServiceTable methods, HttpApiOptions options, ILogger logger, CancellationToken stopping)
    {
        this.logger = logger;
        this.stopping = stopping;
        guard = new BrowserGuard(options.Hosts, options.Origins);
        ui = new UiFiles(options.UiDirectory);
        OwnRoutes.Map(routes, methods, options.DefaultNamespace);
        ProtocolRoutes.Map(routes, methods);
    }

    /// <summary>Verb and template of every route.</summary>
    public IReadOnlyList<(string Verb, string Template)> Routes => routes.Routes;

    /// <summary>Handles one request; never throws.</summary>
    public async Task HandleAsync(HttpContext http)
    {
        SecurityHeaders.Add(http.Response.Headers);
        try
        {
            await AnswerAsync(http).ConfigureAwait(false);
        }
        catch (GrpcStatusException fault)
        {
            await RefuseAsync(http, () => ApiReply.RefuseAsync(http, fault)).ConfigureAwait(false);
        }
        catch (BadHttpRequestException fault)
        {
            await RefuseAsync(http, () => ApiReply.RefuseAsync(
                http, fault.StatusCode, new GrpcStatusException(GrpcStatusCode.InvalidArgument, fault.Message))).ConfigureAwait(false);
        }
        catch (Exception fault) when (http.RequestAborted.IsCancellationRequested || fault is ConnectionResetException)
        {
            // The caller left; nobody is there to be told
        }
        catch (Exception fault)
        {
            LogUnexpected(fault, http.Request.Method);
            await RefuseAsync(http, () => ApiReply.RefuseAsync(http, new GrpcStatusException(
                GrpcStatusCode.Internal, $"the server failed unexpectedly ({fault.GetType().Name}); its log has the details"))).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (guard.Objection(http.Request) is { } objection)
        {
            throw new GrpcStatusException(GrpcStatusCode.PermissionDenied, objection);
        }

        var segments = RequestTarget.Segments(http);
        var isRead = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (segments[0] != "api" && isRead)
        {
            await ui.HandleAsync(http, segments).ConfigureAwait(false);
            return;
        }

        if (!routes.TryMatch(http.Request.Method, segments, out var match, out var allowed))
        {
            await RefuseRouteAsync(http, allowed).ConfigureAwait(false);
            return;
        }

        await CallAsync(http, match).ConfigureAwait(false);
    }

    private async Task CallAsync(HttpContext http, RouteMatch match)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        patience.CancelAfter(Patience);
        try
        {
            await match.Handler.HandleAsync(new ApiCall(http, match.PathValues, patience.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            throw stopping.IsCancellationRequested
                ? new GrpcStatusException(GrpcStatusCode.Unavailable, "the server is shutting down")
                : new GrpcStatusException(GrpcStatusCode.DeadlineExceeded, $"no answer within {Patience.TotalSeconds:0} s; does a worker poll the task queue?");
        }
    }

    private static Task RefuseRouteAsync(HttpContext http, IReadOnlyCollection<string> allowed)
    {
        var asked = $"{http.Request.Method} {Excerpt.Of(http.Request.Path.Value ?? string.Empty)}";
        if (allowed.Count == 0)
        {
            return ApiReply.RefuseAsync(http, new GrpcStatusException(GrpcStatusCode.NotFound, $"no such route: {asked}"));
        }

        http.Response.Headers.Allow = string.Join(", ", allowed);
        return ApiReply.RefuseAsync(http, StatusCodes.Status405MethodNotAllowed, new GrpcStatusException(
            GrpcStatusCode.Unimplemented, $"no such route: {asked}; this path takes {string.Join(", ", allowed)}"));
    }

    // Half an answer cannot be taken back; cutting it off is how the caller learns
    private static async Task RefuseAsync(HttpContext http, Func<Task> refuse)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        await refuse().ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Verb} request of the HTTP API failed unexpectedly")]
    private partial void LogUnexpected(Exception fault, string verb);
}
