using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Notify.Cli.Tests.Cluster;

/// <summary>A small authority for one test: it signs a server's and a client's certificate.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly X509Certificate2 authority;

    public TestCertificates()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=authority of a test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority = Usable(request.CreateSelfSigned(From, Until));
    }

    /// <summary>The authority's certificate, for those who are to trust it.</summary>
    public string AuthorityPem => authority.ExportCertificatePem();

    public X509Certificate2Collection Authorities => [X509CertificateLoader.LoadCertificate(authority.RawData)];

    private static DateTimeOffset From => TimeProvider.System.GetUtcNow().AddHours(-1);

    private static DateTimeOffset Until => TimeProvider.System.GetUtcNow().AddHours(1);

    /// <summary>A certificate for a name, with its key.</summary>
    public X509Certificate2 Issue(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, From.AddMinutes(1), Until.AddMinutes(-1), RandomNumberGenerator.GetBytes(8));
        return Usable(signed.CopyWithPrivateKey(key));
    }

    public void Dispose() => authority.Dispose();

    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null, X509KeyStorageFlags.Exportable);
        }
    }
}
