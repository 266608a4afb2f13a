using Microsoft.AspNetCore.Http;

namespace TemporalServer.Http.Safety;

/// <summary>Headers that keep browsers from what nothing here needs.</summary>
internal static class SecurityHeaders
{
    /// <summary>Adds them to an answer.</summary>
    public static void Add(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        // The web UI frames its own rendered notes
        headers.XFrameOptions = "SAMEORIGIN";
        headers.ContentSecurityPolicy = "frame-ancestors 'self'";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
