using System.Net;
using System.Text;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.S3;
using Notify.Storage.Objects.S3;
using Notify.Storage.Setup;

namespace Notify.Storage.Tests.Objects;

/// <summary>Making the bucket, against S3's answers as its reference gives them.</summary>
public sealed class S3BucketSetupTests
{
    private static readonly S3Options Options = new() { Bucket = "my-shop", Prefix = "notify", Region = "eu-central-1" };

    [Fact]
    public async Task EnsureAsync_NoBucket_MakesItInItsRegionWithTheRule()
    {
        var s3 = new BucketByScript();
        using var setup = s3.Open(Options);

        var looked = await setup.EnsureAsync(dryRun: true, TestContext.Current.CancellationToken);
        Assert.False(s3.Exists);
        var made = await setup.EnsureAsync(dryRun: false, TestContext.Current.CancellationToken);
        var again = await setup.EnsureAsync(dryRun: false, TestContext.Current.CancellationToken);

        Assert.Equal(new BucketState("my-shop", StepState.Missing, StepState.Missing), looked);
        Assert.Equal(new BucketState("my-shop", StepState.Made, StepState.Made), made);
        Assert.Equal(new BucketState("my-shop", StepState.There, StepState.There), again);
        Assert.Contains("eu-central-1", s3.Creation, StringComparison.Ordinal);
        var rule = XDocument.Parse(s3.Rules!).Root!.Elements().Single();
        Assert.Equal("7", rule.Descendants().Single(element => element.Name.LocalName == "DaysAfterInitiation").Value);
        Assert.Equal("notify/", rule.Descendants().Single(element => element.Name.LocalName == "Prefix").Value);
    }

    [Fact]
    public async Task EnsureAsync_RulesOfTheOperators_LeavesThemAlone()
    {
        var s3 = new BucketByScript { Exists = true, Rules = "<LifecycleConfiguration><Rule><ID>theirs</ID><Status>Enabled</Status><Filter/></Rule></LifecycleConfiguration>" };
        using var setup = s3.Open(Options);

        Assert.Equal(new BucketState("my-shop", StepState.There, StepState.There), await setup.EnsureAsync(dryRun: false, TestContext.Current.CancellationToken));
        Assert.Contains("theirs", s3.Rules, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnsureAsync_SomebodyElsesBucket_IsRefused()
    {
        var s3 = new BucketByScript { IsForbidden = true };
        using var setup = s3.Open(Options);

        var fault = await Assert.ThrowsAsync<StorageException>(() => setup.EnsureAsync(dryRun: false, TestContext.Current.CancellationToken));

        Assert.Contains("s3://my-shop/notify", fault.Location, StringComparison.Ordinal);
        Assert.Contains("Allow s3:ListBucket", fault.Remedy, StringComparison.Ordinal);
    }

    /// <summary>One bucket of S3, as far as making it goes.</summary>
    private sealed class BucketByScript : HttpClientFactory
    {
        public bool Exists { get; set; }

        public bool IsForbidden { get; init; }

        public string Creation { get; private set; } = "";

        public string? Rules { get; set; }

        public S3BucketSetup Open(S3Options options) => new(options, new AmazonS3Client(
            new BasicAWSCredentials("test", "secret"),
            new AmazonS3Config { RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(options.Region), HttpClientFactory = this, MaxErrorRetry = 0 }));

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        private static HttpResponseMessage Xml(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/xml") };

        private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("my-shop.s3.eu-central-1.amazonaws.com", request.RequestUri!.Host);
            Assert.StartsWith("AWS4-HMAC-SHA256 Credential=test/", Assert.Single(request.Headers.GetValues("Authorization")), StringComparison.Ordinal);
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            switch (request.Method.Method, request.RequestUri.Query.TrimStart('?').TrimEnd('='))
            {
                case ("HEAD", ""):
                    return Xml(IsForbidden ? HttpStatusCode.Forbidden : Exists ? HttpStatusCode.OK : HttpStatusCode.NotFound, "");
                case ("PUT", ""):
                    (Exists, Creation) = (true, body);
                    return Xml(HttpStatusCode.OK, "");
                case ("GET", "lifecycle"):
                    return Rules is null
                        ? Xml(HttpStatusCode.NotFound, "<Error><Code>NoSuchLifecycleConfiguration</Code><Message>none</Message></Error>")
                        : Xml(HttpStatusCode.OK, Rules);
                case ("PUT", "lifecycle"):
                    Rules = body;
                    return Xml(HttpStatusCode.OK, "");
                default:
                    throw new InvalidOperationException($"{request.Method} {request.RequestUri} is not expected.");
            }
        }

        private sealed class Handler(BucketByScript bucket) : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => bucket.AnswerAsync(request, cancellationToken);
        }
    }
}
