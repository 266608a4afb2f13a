using System.CommandLine;
using System.Text;
using Temporalio.Client;

namespace Notify.Cli.Cluster;

/// <summary>The options that point a command at a Temporal cluster, each with an environment variable that stands in for it.</summary>
internal sealed class ClusterOptions
{
    private const string ApiKeyVariable = "NOTIFY_TEMPORAL_API_KEY";

    private readonly SettingOption address = new("--temporal", "HOST:PORT", "Temporal cluster to work on, in place of the embedded server.", "NOTIFY_TEMPORAL_ADDRESS");
    private readonly SettingOption @namespace = new("--temporal-namespace", "NAME", "Namespace in the cluster; default when left out.", "NOTIFY_TEMPORAL_NAMESPACE");
    private readonly SettingOption apiKeyFile = new("--temporal-api-key-file", "FILE", $"File with the API key; {ApiKeyVariable} may hold the key itself. Implies TLS.", "NOTIFY_TEMPORAL_API_KEY_FILE");
    private readonly SettingOption tls = SettingOption.Switch("--temporal-tls", "Connect with TLS, trusting the system's authorities.", "NOTIFY_TEMPORAL_TLS");
    private readonly SettingOption certificate = new("--temporal-tls-cert", "FILE", "Client certificate (PEM, with its chain) for mTLS.", "NOTIFY_TEMPORAL_TLS_CERT");
    private readonly SettingOption key = new("--temporal-tls-key", "FILE", "Private key (PEM) of the client certificate.", "NOTIFY_TEMPORAL_TLS_KEY");
    private readonly SettingOption authority = new("--temporal-tls-ca", "FILE", "Authorities (PEM) to trust in place of the system's.", "NOTIFY_TEMPORAL_TLS_CA");
    private readonly SettingOption serverName = new("--temporal-tls-server-name", "NAME", "Name in the cluster's certificate, where it is not the host of the address.", "NOTIFY_TEMPORAL_TLS_SERVER_NAME");
    private readonly Func<string, string?> environment;

    /// <param name="environment">Reads an environment variable.</param>
    public ClusterOptions(Func<string, string?> environment) => this.environment = environment;

    private IEnumerable<SettingOption> BeyondAddress => [@namespace, apiKeyFile, tls, certificate, key, authority, serverName];

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var setting in (IEnumerable<SettingOption>)[address, .. BeyondAddress])
        {
            command.Options.Add(setting.Option);
        }
    }

    /// <summary>The cluster that a command line and the environment name; null for the embedded server.</summary>
    /// <exception cref="CommandFailedException">They contradict each other, or a file cannot be read.</exception>
    public ClusterSettings? Read(ParseResult parsed)
    {
        if (address.Read(parsed, environment) is not { } where)
        {
            return BeyondAddress.FirstOrDefault(setting => setting.Read(parsed, environment) is not null) is { } lonely
                ? throw Unusable($"{lonely.SourceIn(parsed)} has no meaning without the address of a cluster; give --temporal HOST:PORT, or leave it out for the embedded server.")
                : null;
        }

        if (!IsAddress(where))
        {
            throw Unusable($"{address.SourceIn(parsed)} is '{where}'; it must be HOST:PORT without a scheme, such as localhost:7233.");
        }

        var apiKey = ReadApiKey(parsed);
        return new ClusterSettings
        {
            Address = where,
            Namespace = @namespace.Read(parsed, environment) ?? ClusterSettings.DefaultNamespace,
            ApiKey = apiKey,
            Tls = ReadTls(parsed) ?? (apiKey is null ? null : new TlsOptions()),
        };
    }

    private static bool IsAddress(string text) =>
        !text.Contains('/', StringComparison.Ordinal)
        && Uri.TryCreate($"tcp://{text}", UriKind.Absolute, out var uri)
        && uri is { Host.Length: > 0, Port: > 0 };

    private static CommandFailedException Unusable(string message) => new(ExitCodes.Usage, message);

    private string? ReadApiKey(ParseResult parsed)
    {
        var file = apiKeyFile.Read(parsed, environment);
        var given = environment(ApiKeyVariable);
        if (string.IsNullOrEmpty(given))
        {
            return file is null ? null : Encoding.UTF8.GetString(apiKeyFile.ReadFile(file, parsed)).Trim();
        }

        return file is null
            ? given.Trim()
            : throw Unusable($"{ApiKeyVariable} and {apiKeyFile.SourceIn(parsed)} both give an API key; keep one of them.");
    }

    private TlsOptions? ReadTls(ParseResult parsed)
    {
        byte[]? Bytes(SettingOption setting) => setting.Read(parsed, environment) is { } file ? setting.ReadFile(file, parsed) : null;

        var (cert, privateKey) = (Bytes(certificate), Bytes(key));
        if (cert is null != privateKey is null)
        {
            throw Unusable($"{(cert is null ? key : certificate).SourceIn(parsed)} is given without {(cert is null ? certificate : key).Option.Name}; a client certificate and its key belong together.");
        }

        var (ca, name) = (Bytes(authority), serverName.Read(parsed, environment));
        return tls.Read(parsed, environment) is null && cert is null && ca is null && name is null
            ? null
            : new TlsOptions { ClientCert = cert, ClientPrivateKey = privateKey, ServerRootCACert = ca, Domain = name };
    }
}
