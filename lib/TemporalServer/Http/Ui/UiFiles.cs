using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace TemporalServer.Http.Ui;

/// <summary>Serves the built web UI: its files, and its one page for every address that is no file.</summary>
/// <param name="folder">Where it was built to; null when it was not. Files may come and go while the server runs.</param>
internal sealed class UiFiles(string? folder)
{
    private const string Page = "index.html";

    // Names in here carry a hash of the content
    private const string Hashed = "_app/immutable/";

    private static readonly FileExtensionContentTypeProvider Types = new();

    private readonly string? root = folder is null ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;

    /// <summary>Answers a GET or HEAD of anything outside the API.</summary>
    public Task HandleAsync(HttpContext http, string[] segments)
    {
        var name = string.Join('/', segments);
        if (Find(segments) is { } file)
        {
            return SendAsync(http, file, name);
        }

        if (root is null || !File.Exists(root + Page))
        {
            return ExplainAsync(http);
        }

        if (IsAsset(name))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return SendAsync(http, new FileInfo(root + Page), Page);
    }

    // Segments are compared before they are joined, so that nothing in them can lead out of the folder
    private FileInfo? Find(string[] segments)
    {
        if (root is null || segments.Any(static segment => segment is "" or "." or ".." || segment.AsSpan().ContainsAny("/\\:\0")))
        {
            return null;
        }

        var file = new FileInfo(root + Path.Combine(segments));
        return file.Exists ? file : null;
    }

    // Ids of workflows may end like files, so what lies below namespaces is a page
    private static bool IsAsset(string name) => name.StartsWith("_app/", StringComparison.Ordinal)
        || (!name.StartsWith("namespaces/", StringComparison.Ordinal) && Types.TryGetContentType(name, out _));

    private static async Task SendAsync(HttpContext http, FileInfo file, string name)
    {
        var response = http.Response;
        var tag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}\""));
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = name.StartsWith(Hashed, StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = TypeOf(file.Name);
        response.ContentLength = file.Length;
        if (HttpMethods.IsGet(http.Request.Method))
        {
            await response.SendFileAsync(file.FullName, http.RequestAborted).ConfigureAwait(false);
        }
    }

    private static string TypeOf(string name)
    {
        if (!Types.TryGetContentType(name, out var type))
        {
            return "application/octet-stream";
        }

        return type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type;
    }

    private async Task ExplainAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        var where = root is null ? "No folder with Temporal's web UI was given." : $"Temporal's web UI is not built: {root} holds no {Page}.";
        await http.Response.WriteAsync(
            $"{where}\nBuild it with ./notify setup, then reload this page.\nThe server runs all the same, and so does its HTTP API under /api/v1.\n",
            http.RequestAborted).ConfigureAwait(false);
    }
}
