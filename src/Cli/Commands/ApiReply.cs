using System.Text.Json;
using Notify.Api;

namespace Notify.Cli.Commands;

/// <summary>Reads replies of the REST API, turning problem replies into exit codes.</summary>
internal static class ApiReply
{
    private static readonly JsonSerializerOptions Json = MakeOptions();

    /// <exception cref="CommandFailedException">The reply is a problem.</exception>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        var body = await reply.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        if (reply.IsSuccessStatusCode)
        {
            return (await JsonSerializer.DeserializeAsync<T>(body, Json, cancellationToken).ConfigureAwait(false))!;
        }

        var problem = await JsonSerializer.DeserializeAsync<ProblemBody>(body, Json, cancellationToken).ConfigureAwait(false);
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

    public static HttpContent Body<T>(T value) => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, Json))
    {
        Headers = { ContentType = new("application/json") },
    };

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        NotifyApi.Configure(options);
        return options;
    }

    private sealed record ProblemBody(string? Detail, string? Code);
}
