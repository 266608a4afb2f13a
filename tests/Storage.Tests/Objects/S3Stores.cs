using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Amazon.S3;
using Notify.AwsDoubles.S3;
using Notify.Storage.Objects.S3;

namespace Notify.Storage.Tests.Objects;

/// <summary>Stores in a double.</summary>
internal static class S3Stores
{
    /// <summary>Of this machine; nobody but <see cref="Open"/> trusts it.</summary>
    public static X509Certificate2 Certificate { get; } = MakeCertificate();

    public static S3Options Options(S3Double s3) => new() { Bucket = S3Double.Bucket, Region = s3.Identity.Region, ServiceUrl = s3.Address, PartBytes = S3Options.MinPartBytes };

    public static S3Objects Open(S3Double s3, Func<S3Options, S3Options>? change = null)
    {
        var options = (change ?? (same => same))(Options(s3));
        var credentials = new BasicAWSCredentials(s3.Identity.AccessKey, s3.Identity.SecretKey);
        if (s3.Address.Scheme == "http")
        {
            return new S3Objects(options, credentials);
        }

        return new S3Objects(options, new AmazonS3Client(credentials, new AmazonS3Config
        {
            ServiceURL = s3.Address.AbsoluteUri,
            AuthenticationRegion = options.Region,
            ForcePathStyle = true,
            HttpClientFactory = new TrustingClients(),
        }));
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=s3-double", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(12));
    }

    private sealed class TrustingClients : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == Certificate.GetCertHashString() },
        });
    }
}
