using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace TemporalServer.Http;

/// <summary>
/// The path of a request, in segments. It is read from the request line itself: ids hold slashes, sent as <c>%2F</c>, and
/// only there are they still told from those that separate.
/// </summary>
internal static class RequestTarget
{
    /// <summary>The decoded segments.</summary>
    public static string[] Segments(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/'))
        {
            // Proxies ask with a full URL
            target = Uri.TryCreate(target, UriKind.Absolute, out var url) ? url.PathAndQuery : "/";
        }

        return [.. target.Split('?', 2)[0][1..].Split('/').Select(Uri.UnescapeDataString)];
    }
}
