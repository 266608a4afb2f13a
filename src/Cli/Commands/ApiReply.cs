using System.Text.Json;
using Notify.Cli.Output;

namespace Notify.Cli.Commands;

/// <summary>Reads replies of the REST API, turning problem replies into exit codes.</summary>
internal static class ApiReply
{
    /// <exception cref="CommandFailedException">The reply is a problem.</exception>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        var body = await reply.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        if (reply.IsSuccessStatusCode)
        {
            return (await JsonSerializer.DeserializeAsync<T>(body, ApiJson.Compact, cancellationToken).ConfigureAwait(false))!;
        }

        var problem = await JsonSerializer.DeserializeAsync<ProblemBody>(body, ApiJson.Compact, cancellationToken).ConfigureAwait(false);
        throw new CommandFailedException(
            (int)reply.StatusCode switch
            {
                400 => ExitCodes.Usage,
                404 => ExitCodes.NotFound,
                503 => ExitCodes.NotReady,
                _ => ExitCodes.Failed,
            },
            problem?.Detail ?? $"The host answered {(int)reply.StatusCode}.");
    }

    public static HttpContent Body<T>(T value) => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Compact))
    {
        Headers = { ContentType = new("application/json") },
    };

    private sealed record ProblemBody(string? Detail, string? Code);
}
