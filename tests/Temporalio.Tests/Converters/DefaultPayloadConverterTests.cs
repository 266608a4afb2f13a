using System.Text.Json;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Tests.Converters;

public sealed class DefaultPayloadConverterTests
{
    private readonly IPayloadConverter converter = DataConverter.Default.PayloadConverter;

    public sealed record Order(string Id, int Count, DateTimeOffset At);

    [Fact]
    public void ToPayload_Null_IsBinaryNull() => AssertEncoding("binary/null", null, typeof(string));

    [Fact]
    public void ToPayload_Bytes_AreBinaryPlain() => AssertEncoding("binary/plain", new byte[] { 1, 2 }, typeof(byte[]));

    [Fact]
    public void ToPayload_Message_IsJsonProtobuf() =>
        AssertEncoding("json/protobuf", new WorkflowType { Name = "w" }, typeof(WorkflowType));

    [Fact]
    public void ToPayload_Record_IsJsonPlain() => AssertEncoding(
        "json/plain", new Order("o", 2, new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), typeof(Order));

    [Fact]
    public void ToValue_BinaryProtobuf_ReadsTheMessage()
    {
        Assert.True(new BinaryProtoConverter().TryToPayload(new WorkflowType { Name = "w" }, out var payload));

        Assert.Equal("w", converter.ToValue<WorkflowType>(payload).Name);
    }

    [Fact]
    public void ToValue_RawValue_KeepsThePayload()
    {
        var payload = converter.ToPayload(5);

        Assert.Same(payload, converter.ToValue<IRawValue>(payload).Payload);
        Assert.Same(payload, converter.ToPayload(new RawValue(payload)));
    }

    [Fact]
    public void ToValue_UnknownEncoding_NamesIt()
    {
        var payload = new Payload { Metadata = { ["encoding"] = Google.Protobuf.ByteString.CopyFromUtf8("binary/secret") } };

        var error = Assert.Throws<ArgumentException>(() => converter.ToValue<string>(payload));

        Assert.Contains("binary/secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToValue_NullForAValueType_IsRefused() =>
        Assert.Throws<ArgumentException>(() => converter.ToValue<int>(converter.ToPayload(null)));

    [Fact]
    public void ToPayload_OwnJsonOptions_AreUsed() => Assert.Equal(
        """{"id":"o","count":1,"at":"2026-01-02T03:04:05+00:00"}""",
        new CamelCase().ToPayload(new Order("o", 1, new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))).Data.ToStringUtf8());

    private void AssertEncoding(string encoding, object? value, Type type)
    {
        var payload = converter.ToPayload(value);

        Assert.Equal(encoding, payload.Metadata["encoding"].ToStringUtf8());
        Assert.Equal(value, converter.ToValue(payload, type));
    }

    private sealed class CamelCase() : DefaultPayloadConverter(
        new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase });
}
