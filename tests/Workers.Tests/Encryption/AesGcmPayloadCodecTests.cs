using System.Security.Cryptography;
using Google.Protobuf;
using Notify.Workers.Encryption;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Notify.Workers.Tests.Encryption;

/// <summary>What the cluster keeps can be read with the right key only, and not be changed unseen.</summary>
public sealed class AesGcmPayloadCodecTests
{
    private static readonly string Old = $"2026-05:{NewKey()}";
    private static readonly string New = $"2026-11:{NewKey()}";

    [Fact]
    public async Task Decoded_OfWhatWasEncoded_IsTheSame()
    {
        var codec = CodecOf(Old);
        Payload[] payloads = [PayloadOf("send C12 to U17"), new(), PayloadOf(new string('x', 100_000))];

        var encoded = await codec.EncodeAsync(payloads);

        Assert.Equal(payloads, await codec.DecodeAsync(encoded));
    }

    [Fact]
    public async Task Encoded_TellsOnlyThatItIsEncryptedAndWithWhichKey()
    {
        var encoded = await CodecOf(Old).EncodeSingleAsync(PayloadOf("send C12 to U17"));

        Assert.Equal(["encoding", "encryption-key-id"], encoded.Metadata.Keys.Order());
        Assert.Equal("binary/encrypted", encoded.Metadata["encoding"].ToStringUtf8());
        Assert.Equal("2026-05", encoded.Metadata["encryption-key-id"].ToStringUtf8());
        Assert.DoesNotContain("U17", encoded.Data.ToString(System.Text.Encoding.Latin1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encoded_Twice_IsNeverTheSame()
    {
        var codec = CodecOf(Old);
        var encoded = await codec.EncodeAsync([.. Enumerable.Repeat(PayloadOf("the same"), 100)]);

        Assert.Equal(100, encoded.Select(payload => payload.Data).Distinct().Count());
    }

    [Fact]
    public async Task Rotated_KeysStillDecryptWhatTheOldOneEncrypted_AndEncryptWithTheNewOne()
    {
        var before = await CodecOf(Old).EncodeSingleAsync(PayloadOf("before"));
        var codec = CodecOf($"{Old},{New},active=2026-11");

        Assert.Equal(PayloadOf("before"), await codec.DecodeSingleAsync(before));
        Assert.Equal("2026-11", (await codec.EncodeSingleAsync(PayloadOf("after"))).Metadata["encryption-key-id"].ToStringUtf8());
    }

    [Fact]
    public async Task Decoding_WithoutTheKey_NamesIt()
    {
        var encoded = await CodecOf(Old).EncodeSingleAsync(PayloadOf("before"));

        var fault = await Assert.ThrowsAsync<PayloadDecryptionException>(() => CodecOf(New).DecodeSingleAsync(encoded));

        Assert.Equal("2026-05", fault.KeyId);
        Assert.Contains("key '2026-05', which is not among those given (2026-11). Add that key", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(-1)]
    public async Task Decoding_OfAChangedPayload_IsRefused(int position)
    {
        var codec = CodecOf(Old);
        var encoded = await codec.EncodeSingleAsync(PayloadOf("C12"));
        var data = encoded.Data.ToByteArray();
        data[position < 0 ? data.Length + position : position] ^= 1;
        encoded.Data = ByteString.CopyFrom(data);

        var fault = await Assert.ThrowsAsync<PayloadDecryptionException>(() => codec.DecodeSingleAsync(encoded));

        Assert.Contains("is not what was encrypted", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decoding_UnderAnotherKeyId_IsRefusedEvenWithTheSameKey()
    {
        var key = NewKey();
        var encoded = await CodecOf($"a:{key}").EncodeSingleAsync(PayloadOf("C12"));
        encoded.Metadata["encryption-key-id"] = ByteString.CopyFromUtf8("b");

        await Assert.ThrowsAsync<PayloadDecryptionException>(() => CodecOf($"b:{key}").DecodeSingleAsync(encoded));
    }

    [Fact]
    public async Task Decoding_OfAPayloadCutOff_IsRefused()
    {
        var codec = CodecOf(Old);
        var encoded = await codec.EncodeSingleAsync(PayloadOf("C12"));
        encoded.Data = ByteString.CopyFrom(encoded.Data.Span[..20]);

        var fault = await Assert.ThrowsAsync<PayloadDecryptionException>(() => codec.DecodeSingleAsync(encoded));

        Assert.Contains("has 20 bytes; at least 28", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decoding_OfWhatWasNeverEncrypted_LeavesItAsItIs() =>
        Assert.Equal(PayloadOf("from before"), await CodecOf(Old).DecodeSingleAsync(PayloadOf("from before")));

    [Fact]
    public async Task Failure_Converted_HidesItsMessageAndComesBackWhole()
    {
        var converter = EncryptedConverter.Of(EncryptionKeys.Parse(Old, "the test"));

        var failure = await converter.ToFailureAsync(new ApplicationFailureException("U17 has no inbox", new InvalidOperationException("C12 is paused")));
        var back = await converter.ToExceptionAsync(failure);

        Assert.DoesNotContain("U17", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("C12", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal("U17 has no inbox", Assert.IsType<ApplicationFailureException>(back).Message);
        Assert.Equal("C12 is paused", back.InnerException!.Message);
    }

    private static AesGcmPayloadCodec CodecOf(string keys) => new(EncryptionKeys.Parse(keys, "the test"));

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static Payload PayloadOf(string text) => DataConverter.Default.PayloadConverter.ToPayload(text);
}
