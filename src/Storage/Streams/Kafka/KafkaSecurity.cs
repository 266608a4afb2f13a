using System.ComponentModel.DataAnnotations;

namespace Notify.Storage.Streams.Kafka;

/// <summary>How the connection to Kafka is protected and who asks.</summary>
public sealed record KafkaSecurity
{
    /// <summary>Whether the connection is encrypted. Default: no; brokers beyond this machine want it.</summary>
    public bool Tls { get; init; }

    /// <summary>PEM file of the authorities that vouch for the brokers; null for the system's. Only with TLS.</summary>
    public string? CertificateAuthorities { get; init; }

    /// <summary>PEM file of this client's certificate; null where brokers ask for none. Only with TLS, and with its key.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>PEM file of the key of <see cref="ClientCertificate"/>.</summary>
    public string? ClientKey { get; init; }

    /// <summary>How the user proves who it is. Default: not at all.</summary>
    public KafkaSasl Sasl { get; init; }

    /// <summary>The user, where there is a <see cref="Sasl"/>.</summary>
    public string? Username { get; init; }

    /// <summary>The user's password, where there is a <see cref="Sasl"/>.</summary>
    public string? Password { get; init; }

    /// <summary>Names everything but the secrets.</summary>
    public override string ToString() => $"{(Tls ? "TLS" : "plain text")}, SASL {Sasl}, user {Username ?? "–"}";

    /// <summary>Checks that the values fit together.</summary>
    /// <exception cref="ValidationException">They do not.</exception>
    public void Validate()
    {
        foreach (var (name, file) in new[] { (nameof(CertificateAuthorities), CertificateAuthorities), (nameof(ClientCertificate), ClientCertificate), (nameof(ClientKey), ClientKey) })
        {
            Require(file is null || Tls, $"{name} '{file}' is only used with TLS; set Tls, or leave it out.");
            Require(file is null || File.Exists(file), $"{name} '{file}' cannot be found; name a PEM file that this process can read.");
        }

        Require(ClientCertificate is null == ClientKey is null, "ClientCertificate and ClientKey belong together; set both or neither.");
        var named = !string.IsNullOrEmpty(Username) && !string.IsNullOrEmpty(Password);
        Require(Sasl == KafkaSasl.None || named, $"SASL {Sasl} needs Username and Password.");
        Require(Sasl != KafkaSasl.None || (Username is null && Password is null), "Username and Password are only used with SASL; set Sasl, or leave them out.");
        Require(Sasl != KafkaSasl.Plain || Tls, "SASL Plain sends the password as it is; set Tls, or use ScramSha512.");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ValidationException("Kafka's security: " + message);
        }
    }
}

/// <summary>How a user proves to Kafka who it is.</summary>
public enum KafkaSasl
{
    /// <summary>Not at all, or by its client certificate.</summary>
    None,

    /// <summary>The password itself, over TLS.</summary>
    Plain,

    /// <summary>Proof of knowing the password, RFC 5802 with SHA-256.</summary>
    ScramSha256,

    /// <summary>Proof of knowing the password, RFC 5802 with SHA-512.</summary>
    ScramSha512,
}
