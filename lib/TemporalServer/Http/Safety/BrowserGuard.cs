using System.Net;
using Microsoft.AspNetCore.Http;

namespace TemporalServer.Http.Safety;

/// <summary>
/// Keeps foreign web pages away from a server that trusts whoever reaches it: a page elsewhere could otherwise have its
/// visitor's browser read workflows, by a name made to resolve to this machine, or start and end them.
/// </summary>
/// <param name="hosts">Names, besides localhost and addresses, under which the server is reached.</param>
/// <param name="origins">Pages, besides the server's own, that may change things: <c>http://localhost:5173</c>.</param>
internal sealed class BrowserGuard(IEnumerable<string> hosts, IEnumerable<string> origins)
{
    private readonly HashSet<string> hosts = new(hosts, StringComparer.OrdinalIgnoreCase) { "localhost" };
    private readonly HashSet<string> origins = new(origins.Select(static origin => origin.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a request is refused; null when it is not.</summary>
    public string? Objection(HttpRequest request)
    {
        var host = request.Host.Host;
        if (!hosts.Contains(host) && !IPAddress.TryParse(host, out _))
        {
            return $"This server does not go by the name \"{Excerpt.Of(host)}\": reach it as localhost, or add the name to its host names.";
        }

        return ChangesNothing(request) ? null : OriginObjection(request);
    }

    private static bool ChangesNothing(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private string? OriginObjection(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origins.Contains(origin))
        {
            return null;
        }

        // Programs send neither header. Only plain HTTP is served here, so a page of ours has that scheme unless a proxy adds TLS
        var isOwn = origin.Length == 0 || Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return isOwn && site is "" or "same-origin" or "none"
            ? null
            : $"A page of {(origin.Length > 0 ? Excerpt.Of(origin) : "another site")} may not change anything here; use this server's own pages, or add that one to its origins.";
    }
}
