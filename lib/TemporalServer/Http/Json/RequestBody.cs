using System.Text.Json;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Temporalio.Transport;

namespace TemporalServer.Http.Json;

/// <summary>
/// Bodies of requests: one JSON object, whatever the content type says, as the web UI sends its JSON as plain text.
/// </summary>
internal static class RequestBody
{
    // Protobuf reads messages nested to 100: deeper ones could be stored, but never read again
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>Sets a request's fields from a body; an empty one leaves it as it is.</summary>
    /// <exception cref="GrpcStatusException">INVALID_ARGUMENT: it is no JSON, or no such message.</exception>
    public static async Task MergeAsync(IMessage message, HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
        if (body.Length == 0)
        {
            return;
        }

        using var json = Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
        MessageJson.Merge(message, json.RootElement, path: null);
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, Strict);
        }
        catch (JsonException fault)
        {
            throw new GrpcStatusException(GrpcStatusCode.InvalidArgument, $"body: this is not JSON as it should be: {fault.Message}");
        }
    }
}
