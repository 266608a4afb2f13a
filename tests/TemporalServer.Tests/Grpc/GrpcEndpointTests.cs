using System.Net;
using Google.Protobuf;
using Grpc.Health.V1;
using TemporalServer.Grpc;
using TemporalServer.Rpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests.Grpc;

public sealed class GrpcEndpointTests : IAsyncLifetime
{
    private const string Service = "test.Service";
    private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GrpcProbe probe = null!;

    public async ValueTask InitializeAsync()
    {
        var methods = new ServiceTable();
        methods.Map<Payload, Payload>(Service, "Echo", (request, _) => Task.FromResult(request));
        methods.Map<Payload, Payload>(Service, "Metadata", (_, call) => Task.FromResult(
            new Payload { Data = ByteString.CopyFromUtf8(string.Join(';', call.Metadata.Select(pair => $"{pair.Key}={pair.Value}"))) }));
        methods.Map<Payload, Payload>(Service, "Fail", (request, _) => throw new GrpcStatusException(
            GrpcStatusCode.NotFound, request.Data.ToStringUtf8(), new NamespaceNotFoundFailure { Namespace = "lost" }));
        methods.Map<Payload, Payload>(Service, "Crash", (_, _) => throw new InvalidOperationException("secret"));
        methods.Map<Payload, Payload>(Service, "Wait", async (_, call) =>
        {
            entered.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, call.CancellationToken);
            return new Payload();
        });
        HealthService.Map(methods, () => true);
        probe = await GrpcProbe.StartAsync(methods);
    }

    public ValueTask DisposeAsync() => probe.DisposeAsync();

    [Fact]
    public void Listener_ByDefault_IsOnLoopback() => Assert.Equal(IPAddress.Loopback, new GrpcListenerOptions().Address);

    [Theory]
    [InlineData(0, false)]
    [InlineData(500, false)]
    [InlineData(500, true)]
    [InlineData(4_000_000, false)]
    public async Task Echo_PlainOrGzippedRequest_ReturnsTheSameMessage(int size, bool gzip)
    {
        var message = RandomPayload(size);
        var answer = await probe.SendAsync($"/{Service}/Echo", GrpcProbe.Frame(message, gzip), ("grpc-encoding", gzip ? "gzip" : "identity"));
        Assert.Equal(GrpcStatusCode.OK, answer.Status);
        Assert.Equal(message, answer.Read<Payload>());
    }

    [Theory]
    [InlineData(16_000, "gzip", null)]
    [InlineData(20_000, "identity, gzip", "gzip")]
    [InlineData(2000, "identity", null)]
    public async Task Echo_CallerAcceptsGzip_CompressesLargeMessagesOnly(int size, string accepted, string? encoding)
    {
        var message = new Payload { Data = ByteString.CopyFrom(new byte[size]) };
        var answer = await probe.CallAsync($"/{Service}/Echo", message, ("grpc-accept-encoding", accepted));
        Assert.Equal(encoding, answer.Encoding);
        Assert.Equal(message, answer.Read<Payload>());
        Assert.Equal(encoding is not null, answer.Body.Length < size / 2);
    }

    [Fact]
    public async Task Metadata_CustomHeaders_ReachTheHandlerWithoutTransportHeaders()
    {
        var answer = await probe.CallAsync($"/{Service}/Metadata", new Payload(), ("Client-Name", "temporal-test"), ("grpc-timeout", "9S"));
        Assert.Equal("client-name=temporal-test", answer.Read<Payload>().Data.ToStringUtf8());
    }

    [Fact]
    public async Task Fail_StatusWithDetails_TravelsInHeadersOnly()
    {
        var answer = await probe.CallAsync($"/{Service}/Fail", new Payload { Data = ByteString.CopyFromUtf8("100 % é\n") });
        Assert.Equal(GrpcStatusCode.NotFound, answer.Status);
        Assert.Equal("100 %25 %C3%A9%0A", answer.Message);
        Assert.Empty(answer.Body);
        var details = Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(answer.Details!.PadRight((answer.Details.Length + 3) / 4 * 4, '=')));
        Assert.Equal("lost", details.Details.Single().Unpack<NamespaceNotFoundFailure>().Namespace);
    }

    [Fact]
    public async Task Fail_EndlessMessage_StaysWithinWhatClientsAccept()
    {
        var answer = await probe.CallAsync($"/{Service}/Fail", new Payload { Data = ByteString.CopyFromUtf8(new string('é', 100_000)) });
        Assert.Equal(GrpcStatusCode.NotFound, answer.Status);
        Assert.InRange(answer.Message!.Length, 1000, 2048);
        Assert.Null(answer.Details);
    }

    [Fact]
    public async Task Crash_UnexpectedException_IsInternalWithoutItsText()
    {
        var answer = await probe.CallAsync($"/{Service}/Crash", new Payload());
        Assert.Equal(GrpcStatusCode.Internal, answer.Status);
        Assert.DoesNotContain("secret", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/test.Service/None")]
    [InlineData("/")]
    [InlineData("/%2F%25")]
    public async Task Call_UnknownMethod_IsUnimplemented(string path) =>
        Assert.Equal(GrpcStatusCode.Unimplemented, (await probe.CallAsync(path, new Payload())).Status);

    [Theory]
    [InlineData("application/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/grpc-web", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/grpc+proto", HttpStatusCode.OK)]
    public async Task Call_ContentType_MustBeGrpc(string type, HttpStatusCode expected) =>
        Assert.Equal(expected, (await probe.CallAsync($"/{Service}/Echo", new Payload(), ("content-type", type))).Http);

    [Theory]
    [InlineData("1n")]
    [InlineData("2000u")]
    [InlineData("20m")]
    public async Task Wait_DeadlinePasses_IsDeadlineExceeded(string timeout) => Assert.Equal(
        GrpcStatusCode.DeadlineExceeded, (await probe.CallAsync($"/{Service}/Wait", new Payload(), ("grpc-timeout", timeout))).Status);

    [Fact]
    public async Task Wait_ServerStops_IsUnavailable()
    {
        var call = probe.CallAsync($"/{Service}/Wait", new Payload());
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await probe.Listener.DisposeAsync();
        Assert.Equal(GrpcStatusCode.Unavailable, (await call).Status);
    }

    [Theory]
    [InlineData("", GrpcStatusCode.OK)]
    [InlineData(Service, GrpcStatusCode.OK)]
    [InlineData("nobody", GrpcStatusCode.NotFound)]
    public async Task HealthCheck_ServiceName_DecidesTheAnswer(string service, GrpcStatusCode expected) => Assert.Equal(
        expected, (await probe.CallAsync("/grpc.health.v1.Health/Check", new HealthCheckRequest { Service = service })).Status);

    private static Payload RandomPayload(int size)
    {
        var data = new byte[size];
        new Random(size).NextBytes(data);
        return new Payload { Data = ByteString.CopyFrom(data) };
    }
}
