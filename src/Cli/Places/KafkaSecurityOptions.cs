using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Notify.Cli.Cluster;
using Notify.Storage.Streams.Kafka;

namespace Notify.Cli.Places;

/// <summary>The options that say how the connection to Kafka is protected. They are given with each command: nothing of them is remembered.</summary>
internal sealed class KafkaSecurityOptions(Func<string, string?> environment)
{
    private const string PasswordVariable = "NOTIFY_STREAMS_PASSWORD";

    private readonly SettingOption tls = SettingOption.Switch("--streams-tls", "Connect to Kafka with TLS, trusting the system's authorities.", "NOTIFY_STREAMS_TLS");
    private readonly SettingOption authority = new("--streams-tls-ca", "FILE", "Authorities (PEM) to trust in place of the system's. Implies TLS.", "NOTIFY_STREAMS_TLS_CA");
    private readonly SettingOption certificate = new("--streams-tls-cert", "FILE", "Client certificate (PEM) for Kafka. Implies TLS.", "NOTIFY_STREAMS_TLS_CERT");
    private readonly SettingOption key = new("--streams-tls-key", "FILE", "Private key (PEM) of the client certificate.", "NOTIFY_STREAMS_TLS_KEY");
    private readonly SettingOption sasl = new("--streams-sasl", "plain|scram-sha-256|scram-sha-512", "How the user proves who it is; scram-sha-512 when left out.", "NOTIFY_STREAMS_SASL");
    private readonly SettingOption user = new("--streams-user", "NAME", "User at Kafka.", "NOTIFY_STREAMS_USER");
    private readonly SettingOption passwordFile = new("--streams-password-file", "FILE", $"File with the user's password; {PasswordVariable} may hold the password itself.", "NOTIFY_STREAMS_PASSWORD_FILE");

    /// <summary>Gives a command the options.</summary>
    public void Add(Command command)
    {
        foreach (var setting in (IEnumerable<SettingOption>)[tls, authority, certificate, key, sasl, user, passwordFile])
        {
            command.Options.Add(setting.Option);
        }
    }

    /// <exception cref="CommandFailedException">They contradict each other, or a file cannot be read.</exception>
    public KafkaSecurity Read(ParseResult parsed)
    {
        var (ca, cert) = (authority.Read(parsed, environment), certificate.Read(parsed, environment));
        var name = user.Read(parsed, environment);
        var security = new KafkaSecurity
        {
            Tls = tls.Read(parsed, environment) is not null || ca is not null || cert is not null,
            CertificateAuthorities = ca,
            ClientCertificate = cert,
            ClientKey = key.Read(parsed, environment),
            Sasl = ReadSasl(parsed, name),
            Username = name,
            Password = name is null ? null : ReadPassword(parsed),
        };
        try
        {
            security.Validate();
            return security;
        }
        catch (ValidationException fault)
        {
            throw new CommandFailedException(ExitCodes.Usage, fault.Message);
        }
    }

    private KafkaSasl ReadSasl(ParseResult parsed, string? name) => sasl.Read(parsed, environment) switch
    {
        null => name is null ? KafkaSasl.None : KafkaSasl.ScramSha512,
        "plain" => KafkaSasl.Plain,
        "scram-sha-256" => KafkaSasl.ScramSha256,
        "scram-sha-512" => KafkaSasl.ScramSha512,
        var other => throw new CommandFailedException(ExitCodes.Usage, $"{sasl.SourceIn(parsed)} is '{other}'; it must be plain, scram-sha-256 or scram-sha-512."),
    };

    private string? ReadPassword(ParseResult parsed) => (passwordFile.Read(parsed, environment), environment(PasswordVariable)) switch
    {
        ({ } file, null or "") => Encoding.UTF8.GetString(passwordFile.ReadFile(file, parsed)).Trim(),
        (null, { Length: > 0 } given) => given.Trim(),
        (null, _) => null,
        _ => throw new CommandFailedException(ExitCodes.Usage, $"{PasswordVariable} and {passwordFile.SourceIn(parsed)} both give a password; keep one of them."),
    };
}
