using Google.Protobuf;
using TemporalServer.Rpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests.Grpc;

/// <summary>What no client of good will sends.</summary>
public sealed class MalformedCallTests : IAsyncLifetime
{
    private const string Echo = "/test.Service/Echo";
    private const string Failures = "/test.Service/Failures";
    private static readonly byte[] Valid = GrpcProbe.Frame(new Payload { Data = ByteString.CopyFromUtf8("valid") });
    private GrpcProbe probe = null!;

    public static TheoryData<string, byte[]> Malformed => new()
    {
        { "no frame", [] },
        { "short prefix", [0, 0, 0] },
        { "truncated message", GrpcProbe.Frame(0, 100, [1, 2, 3]) },
        { "message followed by more", [.. Valid, 1] },
        { "two messages", [.. Valid, .. Valid] },
        { "unknown flag", GrpcProbe.Frame(2, 0, []) },
        { "no protobuf", GrpcProbe.Frame(0, 3, [0xff, 0xff, 0xff]) },
        { "no gzip", GrpcProbe.Frame(1, 3, [1, 2, 3]) },
        { "truncated gzip", TruncatedGzip() },
    };

    public async ValueTask InitializeAsync()
    {
        var methods = new ServiceTable();
        methods.Map<Payload, Payload>("test.Service", "Echo", (request, _) => Task.FromResult(request));
        methods.Map<Failure, Failure>("test.Service", "Failures", (request, _) => Task.FromResult(request));
        probe = await GrpcProbe.StartAsync(methods);
    }

    public ValueTask DisposeAsync() => probe.DisposeAsync();

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Call_MalformedBody_IsInvalidArgument(string kind, byte[] body)
    {
        var answer = await probe.SendAsync(Echo, body, ("grpc-encoding", "gzip"));
        Assert.True(answer.Status == GrpcStatusCode.InvalidArgument, $"{kind}: {answer}");
        Assert.NotEmpty(answer.Message!);
    }

    [Fact]
    public async Task Call_MessageNestedTooDeep_IsInvalidArgument()
    {
        var nested = Array.Empty<byte>();
        for (var depth = 0; depth < 200; depth++)
        {
            using var outer = new MemoryStream();
            using (var output = new CodedOutputStream(outer, leaveOpen: true))
            {
                output.WriteTag(Failure.CauseFieldNumber, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(nested));
            }

            nested = outer.ToArray();
        }

        Assert.Equal(GrpcStatusCode.InvalidArgument, (await probe.SendAsync(Failures, GrpcProbe.Frame(0, (uint)nested.Length, nested))).Status);
    }

    [Theory]
    [InlineData(4 * 1024 * 1024 + 1u)]
    [InlineData(uint.MaxValue)]
    public async Task Call_DeclaredLengthOverLimit_IsRefusedBeforeItsContentArrives(uint declared)
    {
        var answer = await probe.SendAsync(Echo, GrpcProbe.Frame(0, declared, []));
        Assert.Equal(GrpcStatusCode.ResourceExhausted, answer.Status);
        Assert.Contains("4194304", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_OversizeMessage_IsResourceExhausted() => Assert.Equal(
        GrpcStatusCode.ResourceExhausted, (await probe.CallAsync(Echo, new Payload { Data = ByteString.CopyFrom(new byte[5_000_000]) })).Status);

    [Fact]
    public async Task Call_GzipBomb_IsResourceExhausted()
    {
        var bomb = GrpcProbe.Gzip(new byte[200_000_000]);
        var answer = await probe.SendAsync(Echo, GrpcProbe.Frame(1, (uint)bomb.Length, bomb), ("grpc-encoding", "gzip"));
        Assert.Equal(GrpcStatusCode.ResourceExhausted, answer.Status);
    }

    [Theory]
    [InlineData("identity", GrpcStatusCode.InvalidArgument)]
    [InlineData("snappy", GrpcStatusCode.Unimplemented)]
    public async Task Call_CompressedWithoutSupportedEncoding_IsRefused(string encoding, GrpcStatusCode expected) => Assert.Equal(
        expected, (await probe.SendAsync(Echo, GrpcProbe.Frame(new Payload(), gzip: true) is [_, .. var rest] ? [1, .. rest] : [], ("grpc-encoding", encoding))).Status);

    [Theory]
    [InlineData("S")]
    [InlineData("5")]
    [InlineData("5x")]
    [InlineData("-5S")]
    [InlineData("123456789S")]
    [InlineData("٣S")]
    public async Task Call_MalformedTimeout_IsInvalidArgument(string timeout)
    {
        var ascii = timeout.All(char.IsAscii);
        if (!ascii)
        {
            Assert.Throws<GrpcStatusException>(() => TemporalServer.Grpc.GrpcTimeout.Parse(timeout));
            return;
        }

        Assert.Equal(GrpcStatusCode.InvalidArgument, (await probe.SendAsync(Echo, Valid, ("grpc-timeout", timeout))).Status);
    }

    [Fact]
    public async Task Call_RandomInput_AlwaysEndsWithAStatusAndNeverCrashes()
    {
        const int Inputs = 1500;
        var random = new Random(20261120);
        var gzipped = GrpcProbe.Frame(new Payload { Data = ByteString.CopyFrom(new byte[2000]) }, gzip: true);
        for (var i = 0; i < Inputs; i++)
        {
            var body = RandomBody(random, random.Next(2) == 0 ? Valid : gzipped);
            var answer = await probe.SendAsync(
                random.Next(2) == 0 ? Echo : Failures,
                body,
                ("grpc-encoding", random.Next(4) == 0 ? "identity" : "gzip"),
                ("grpc-timeout", random.Next(8) == 0 ? RandomText(random) : "30S"));
            Assert.True(answer.Status is not (null or GrpcStatusCode.Internal or GrpcStatusCode.Unknown), $"input {i} ({Convert.ToHexString(body)}): {answer}");
        }

        Assert.Equal(GrpcStatusCode.OK, (await probe.SendAsync(Echo, Valid)).Status);
    }

    private static byte[] RandomBody(Random random, byte[] template)
    {
        switch (random.Next(4))
        {
            case 0:
                var noise = new byte[random.Next(64)];
                random.NextBytes(noise);
                return noise;
            case 1:
                return template[..random.Next(template.Length)];
            default:
                var mutated = (byte[])template.Clone();
                for (var flips = random.Next(1, 5); flips > 0; flips--)
                {
                    mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
                }

                return mutated;
        }
    }

    private static string RandomText(Random random) =>
        new([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => (char)random.Next(0x21, 0x7f))]);

    private static byte[] TruncatedGzip()
    {
        var gzip = GrpcProbe.Gzip(new Payload { Data = ByteString.CopyFrom(new byte[3000]) }.ToByteArray());
        return GrpcProbe.Frame(1, (uint)gzip.Length - 10, gzip.AsSpan(0, gzip.Length - 10));
    }
}
