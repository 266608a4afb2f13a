using System.IO.Compression;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Grpc;
using Temporalio.Exceptions;
using Temporalio.Transport;

namespace Temporalio.Tests.Client;

public sealed class GrpcTransportTests
{
    private static readonly byte[] Ok = new SignalWorkflowExecutionResponse().ToByteArray();

    [Fact]
    public async Task Call_SmallMessage_ArrivesUncompressedWithMetadataAndDeadline()
    {
        HttpContext? seen = null;
        SignalWorkflowExecutionRequest? sent = null;
        await using var peer = await GrpcPeer.StartAsync((context, message) =>
        {
            seen = context;
            sent = SignalWorkflowExecutionRequest.Parser.ParseFrom(message);
            Assert.Equal("/temporal.api.workflowservice.v1.WorkflowService/SignalWorkflowExecution", context.Request.Path);
            Assert.Equal("1500m", context.Request.Headers["grpc-timeout"]);
            Assert.Equal("v", context.Request.Headers["x-test"]);
            Assert.Empty(context.Request.Headers["grpc-encoding"].ToArray());
            return GrpcPeer.AnswerAsync(context, GrpcPeer.Frame(Ok), ("grpc-status", "0"));
        });

        await Call(peer, new() { SignalName = "pay" }, new(
            new Dictionary<string, string> { ["x-test"] = "v" }, TimeSpan.FromSeconds(1.5)));

        Assert.NotNull(seen);
        Assert.Equal("pay", sent?.SignalName);
    }

    [Fact]
    public async Task Call_LargeMessage_IsCompressedBothWays()
    {
        var text = new string('x', 100_000);
        await using var peer = await GrpcPeer.StartAsync(async (context, message) =>
        {
            Assert.Equal("gzip", context.Request.Headers["grpc-encoding"]);
            Assert.Equal(text, SignalWorkflowExecutionRequest.Parser.ParseFrom(message).SignalName);
            context.Response.Headers["grpc-encoding"] = "gzip";
            using var compressed = new MemoryStream();
            await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            {
                new GetClusterInfoResponse { ClusterName = text }.WriteTo(gzip);
            }

            await GrpcPeer.AnswerAsync(context, GrpcPeer.Frame(compressed.ToArray(), 1), ("grpc-status", "0"));
        });

        using var transport = Transport(peer);
        var response = await transport.CallAsync<GetClusterInfoResponse>(
            "s", "m", new SignalWorkflowExecutionRequest { SignalName = text }, default, default);

        Assert.Equal(text, response.ClusterName);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_FailedInHeadersOrTrailers_CarriesMessageAndDetails(bool inHeaders)
    {
        var details = new GrpcStatusException(
            GrpcStatusCode.NotFound, "ä gone", new NotFoundFailure { ActiveCluster = "c" }).ToStatus().ToByteArray();
        (string, string)[] status =
        [
            ("grpc-status", "5"),
            ("grpc-message", "%C3%A4 gone"),
            ("grpc-status-details-bin", Convert.ToBase64String(details).TrimEnd('=')),
        ];
        await using var peer = await GrpcPeer.StartAsync(async (context, _) =>
        {
            if (inHeaders)
            {
                GrpcPeer.AnswerInHeaders(context, status);
            }
            else
            {
                await GrpcPeer.AnswerAsync(context, [], status);
            }
        });

        var error = await Assert.ThrowsAsync<GrpcStatusException>(() => Call(peer, new(), default));

        Assert.Equal(GrpcStatusCode.NotFound, error.Code);
        Assert.Equal("ä gone", error.Message);
        Assert.Equal("c", error.Details.Single().Unpack<NotFoundFailure>().ActiveCluster);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 255 })]
    public async Task Call_MalformedAnswer_IsAnInternalFault(byte[] body)
    {
        await using var peer = await GrpcPeer.StartAsync(
            (context, _) => GrpcPeer.AnswerAsync(context, body, ("grpc-status", "0")));

        var error = await Assert.ThrowsAsync<GrpcStatusException>(() => Call(peer, new(), default));

        Assert.Equal(GrpcStatusCode.Internal, error.Code);
    }

    [Fact]
    public async Task Call_AnswerLargerThanTheBound_IsRefusedWithoutReadingIt()
    {
        await using var peer = await GrpcPeer.StartAsync(
            (context, _) => GrpcPeer.AnswerAsync(context, [0, 255, 255, 255, 255, 1], ("grpc-status", "0")));

        var error = await Assert.ThrowsAsync<GrpcStatusException>(() => Call(peer, new(), default));

        Assert.Equal(GrpcStatusCode.ResourceExhausted, error.Code);
        Assert.Contains($"{GrpcFrame.MaximumLength}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_AnsweredByAnOrdinaryWebServer_SaysSo()
    {
        await using var peer = await GrpcPeer.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });

        var error = await Assert.ThrowsAsync<GrpcStatusException>(() => Call(peer, new(), default));

        Assert.Equal(GrpcStatusCode.Unavailable, error.Code);
        Assert.Contains("503", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_NobodyListens_IsUnavailable()
    {
        var peer = await GrpcPeer.StartAsync((_, _) => Task.CompletedTask);
        var address = peer.Address;
        await peer.DisposeAsync();
        using var transport = new GrpcTransport(new($"http://{address}"), GrpcHandlers.Create(new(address)));

        var error = await Assert.ThrowsAsync<GrpcStatusException>(() => transport.CallAsync<GetClusterInfoResponse>(
            "s", "m", new GetClusterInfoRequest(), default, default));

        Assert.Equal(GrpcStatusCode.Unavailable, error.Code);
    }

    [Fact]
    public async Task Call_Cancelled_ThrowsAndTellsTheServer()
    {
        var arrived = new TaskCompletionSource();
        var aborted = new TaskCompletionSource();
        await using var peer = await GrpcPeer.StartAsync(async (context, _) =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            arrived.SetResult();
            await aborted.Task;
        });
        using var cancellation = new CancellationTokenSource();
        using var transport = Transport(peer);

        var call = transport.CallAsync<GetClusterInfoResponse>(
            "s", "m", new GetClusterInfoRequest(), default, cancellation.Token);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Client_OverGrpc_SendsIdentityOfItselfNamespaceAndOwnMetadata()
    {
        var calls = new List<string>();
        await using var peer = await GrpcPeer.StartAsync((context, _) =>
        {
            var headers = context.Request.Headers;
            lock (calls)
            {
                calls.Add($"{context.Request.Path.Value!.Split('/')[^1]} {headers["client-name"]} {headers["temporal-namespace"]} {headers["x-own"]}");
            }

            return GrpcPeer.AnswerAsync(context, GrpcPeer.Frame([]), ("grpc-status", "0"));
        });

        var client = await TemporalClient.ConnectAsync(new(peer.Address)
        {
            Namespace = "ns",
            RpcMetadata = [new("X-Own", "1")],
        });
        await client.GetWorkflowHandle("w").SignalAsync("s", []);

        Assert.Equal(
            ["GetSystemInfo temporal-dotnet  1", "SignalWorkflowExecution temporal-dotnet ns 1"], calls);
    }

    [Fact]
    public async Task Connect_ServerRefuses_ExplainsWhichAndWhy()
    {
        await using var peer = await GrpcPeer.StartAsync((context, _) =>
        {
            GrpcPeer.AnswerInHeaders(context, ("grpc-status", "16"), ("grpc-message", "who are you"));
            return Task.CompletedTask;
        });

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => TemporalClient.ConnectAsync(new(peer.Address)));

        Assert.Contains(peer.Address, error.Message, StringComparison.Ordinal);
        Assert.Contains("who are you", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckHealth_AsksTheHealthService()
    {
        await using var peer = await GrpcPeer.StartAsync((context, _) => GrpcPeer.AnswerAsync(
            context,
            GrpcPeer.Frame(context.Request.Path.Value!.EndsWith("/grpc.health.v1.Health/Check", StringComparison.Ordinal)
                ? [8, 1]
                : []),
            ("grpc-status", "0")));

        Assert.True(await (await TemporalClient.ConnectAsync(new(peer.Address))).Connection.CheckHealthAsync());
    }

    [Theory]
    [InlineData(0.4, "1m")]
    [InlineData(1500, "1500m")]
    [InlineData(200_000_000, "200000S")]
    public void FormatTimeout_AnyLength_HasAtMostEightDigits(double milliseconds, string expected) =>
        Assert.Equal(expected, GrpcTransport.FormatTimeout(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public async Task RpcException_FromTheWire_HasTheRawStatus()
    {
        await using var peer = await GrpcPeer.StartAsync((context, _) =>
        {
            GrpcPeer.AnswerInHeaders(context, ("grpc-status", context.Request.Path.Value!.EndsWith("GetSystemInfo", StringComparison.Ordinal) ? "12" : "7"));
            return Task.CompletedTask;
        });
        var client = await TemporalClient.ConnectAsync(new(peer.Address));

        var error = await Assert.ThrowsAsync<RpcException>(() => client.GetWorkflowHandle("w").SignalAsync("s", []));

        Assert.Equal(RpcException.StatusCode.PermissionDenied, error.Code);
        Assert.NotNull(error.RawStatus);
    }

    private static async Task Call(GrpcPeer peer, SignalWorkflowExecutionRequest request, CallOptions options)
    {
        using var transport = Transport(peer);
        await transport.CallAsync<SignalWorkflowExecutionResponse>(
            "temporal.api.workflowservice.v1.WorkflowService", "SignalWorkflowExecution", request, options, default);
    }

    private static GrpcTransport Transport(GrpcPeer peer) =>
        new(new($"http://{peer.Address}"), GrpcHandlers.Create(new(peer.Address)));
}
