using Google.Protobuf;

namespace Temporalio.Client;

/// <summary>The gRPC metadata a connection's calls carry.</summary>
internal sealed class RpcMetadataHeaders
{
    private const string ClientName = "temporal-dotnet";
    private const string ClientVersion = "1.9.0";
    private readonly Lock gate = new();
    private IReadOnlyCollection<KeyValuePair<string, string>> custom = [];
    private string? apiKey;
    private volatile Dictionary<string, string> headers;

    internal RpcMetadataHeaders(IReadOnlyCollection<KeyValuePair<string, string>>? custom, string? apiKey)
    {
        this.custom = custom ?? [];
        this.apiKey = apiKey;
        headers = Build();
    }

    internal IReadOnlyCollection<KeyValuePair<string, string>> Custom
    {
        get => custom;
        set => Change(() => custom = value);
    }

    internal string? ApiKey
    {
        get => apiKey;
        set => Change(() => apiKey = value);
    }

    /// <summary>The metadata of one call.</summary>
    /// <param name="request">Its namespace is repeated in the metadata, by which Temporal Cloud routes.</param>
    /// <param name="additional">Metadata of this call alone.</param>
    internal Dictionary<string, string> For(
        IMessage request, IReadOnlyCollection<KeyValuePair<string, string>>? additional)
    {
        var ns = request.Descriptor.FindFieldByName("namespace")?.Accessor.GetValue(request) as string;
        if (string.IsNullOrEmpty(ns) && additional is null)
        {
            return headers;
        }

        var result = new Dictionary<string, string>(headers);
        if (!string.IsNullOrEmpty(ns))
        {
            result.TryAdd("temporal-namespace", ns);
        }

        foreach (var (key, value) in additional ?? [])
        {
            result[Name(key)] = value;
        }

        return result;
    }

    private void Change(Action change)
    {
        lock (gate)
        {
            change();
            headers = Build();
        }
    }

    private Dictionary<string, string> Build()
    {
        var result = new Dictionary<string, string>
        {
            ["client-name"] = ClientName,
            ["client-version"] = ClientVersion,
        };
        if (apiKey is not null)
        {
            result["authorization"] = $"Bearer {apiKey}";
        }

        foreach (var (key, value) in custom)
        {
            result[Name(key)] = value;
        }

        return result;
    }

#pragma warning disable CA1308 // HTTP/2 wants names in lower case
    private static string Name(string key) => key.ToLowerInvariant();
#pragma warning restore CA1308
}
