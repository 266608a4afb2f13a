using Microsoft.AspNetCore.Http;
using Notify.Api.Problems;

namespace Notify.Api.Safety;

/// <summary>
/// Keeps web pages away from an API that trusts everyone on this machine: a page elsewhere could otherwise have its
/// visitor's browser read a customer's data (by a name that resolves to this machine) or start a pipeline.
/// </summary>
public static class BrowserGuard
{
    /// <summary>Refuses requests that name another host, or come from a page of one.</summary>
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var isOurs = IsThisMachine(context.Request.Host.Host)
            && (origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsThisMachine(page.Host)));
        return isOurs
            ? next(context)
            : Problem.Of(
                StatusCodes.Status403Forbidden, ProblemCodes.ForeignRequest, "This API answers only requests made to, and from pages of, this machine (localhost).").ExecuteAsync(context);
    }

    private static bool IsThisMachine(string host) =>
        host is "localhost" or "127.0.0.1" or "[::1]" or "::1";
}
