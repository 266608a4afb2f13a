using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace Notify.Storage.Tests.DynamoDb;

/// <summary>What a client sent.</summary>
/// <param name="Operation">Such as <c>BatchWriteItem</c>.</param>
/// <param name="Body">Its JSON.</param>
internal sealed record SentRequest(string Operation, JsonNode Body);

/// <summary>
/// Stands between the SDK's client and dynalite: holds every request to DynamoDB's protocol (target, signature), keeps
/// it, and answers some of them by script in place of the server.
/// </summary>
internal sealed class ScriptedHttp : HttpClientFactory
{
    /// <summary>Answers a request in the server's place; null to let it through.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="forward">Sends a body on to the server, as often as called.</param>
    /// <param name="cancellationToken">The client has stopped waiting.</param>
    public delegate Task<HttpResponseMessage?> Answer(SentRequest request, Func<JsonNode, Task<HttpResponseMessage>> forward, CancellationToken cancellationToken);

    private readonly Answer answer;

    public ScriptedHttp(Answer answer) => this.answer = answer;

    /// <summary>Every request, in the order in which they came.</summary>
    public ConcurrentQueue<SentRequest> Sent { get; } = new();

    public static HttpResponseMessage Fault(string code, HttpStatusCode status = HttpStatusCode.BadRequest) =>
        Json($$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"injected"}""", status);

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/x-amz-json-1.0") };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this)) { Timeout = clientConfig.Timeout!.Value };

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    private sealed class Handler(ScriptedHttp script) : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var sent = await VerifyAsync(request, cancellationToken);
            script.Sent.Enqueue(sent);
            return await script.answer(sent, body => base.SendAsync(CopyOf(request, body), cancellationToken), cancellationToken)
                ?? await base.SendAsync(request, cancellationToken);
        }

        private static async Task<SentRequest> VerifyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal(HttpMethod.Post, request.Method);
            Assert.Equal("application/x-amz-json-1.0", request.Content!.Headers.ContentType!.MediaType);
            Assert.Matches(
                "^AWS4-HMAC-SHA256 Credential=test/[0-9]{8}/us-east-1/dynamodb/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*x-amz-target[a-z0-9;-]*, Signature=[0-9a-f]{64}$",
                Assert.Single(request.Headers.GetValues("Authorization")));
            Assert.Matches("^[0-9]{8}T[0-9]{6}Z$", Assert.Single(request.Headers.GetValues("X-Amz-Date")));
            var target = Assert.Single(request.Headers.GetValues("X-Amz-Target")).Split('.');
            Assert.Equal("DynamoDB_20120810", target[0]);
            return new SentRequest(target[1], JsonNode.Parse(await request.Content.ReadAsByteArrayAsync(cancellationToken))!);
        }

        private static HttpRequestMessage CopyOf(HttpRequestMessage request, JsonNode body)
        {
            var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new StringContent(body.ToJsonString()) };
            copy.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0");
            foreach (var header in request.Headers)
            {
                copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            return copy;
        }
    }
}
