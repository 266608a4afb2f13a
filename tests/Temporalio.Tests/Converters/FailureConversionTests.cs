using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Converters;

public sealed class FailureConversionTests
{
    [Fact]
    public async Task ToException_ApplicationFailure_KeepsEverything()
    {
        var back = await RoundTrip<ApplicationFailureException>(new ApplicationFailureException(
            "no stock",
            new InvalidOperationException("inner"),
            "NoStock",
            nonRetryable: true,
            details: ["sku", 3],
            nextRetryDelay: TimeSpan.FromSeconds(9),
            category: ApplicationErrorCategory.Benign));

        Assert.Equal("no stock", back.Message);
        Assert.Equal("NoStock", back.ErrorType);
        Assert.True(back.NonRetryable);
        Assert.Equal(TimeSpan.FromSeconds(9), back.NextRetryDelay);
        Assert.Equal(ApplicationErrorCategory.Benign, back.Category);
        Assert.Equal("sku", back.Details.ElementAt<string>(0));
        Assert.Equal(3, back.Details.ElementAt<int>(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => back.Details.ElementAt<int>(2));
        Assert.Equal("InvalidOperationException", Assert.IsType<ApplicationFailureException>(back.InnerException).ErrorType);
    }

    [Fact]
    public async Task ToException_OtherKinds_KeepTheirTypeAndFields()
    {
        var canceled = await RoundTrip<CanceledFailureException>(new CanceledFailureException("stop", ["why"]));
        Assert.Equal("why", canceled.Details.ElementAt<string>(0));

        var timeout = await RoundTrip<TimeoutFailureException>(
            new TimeoutFailureException("late", TimeoutType.Heartbeat, null, [42]));
        Assert.Equal(TimeoutType.Heartbeat, timeout.TimeoutType);
        Assert.Equal(42, timeout.LastHeartbeatDetails.ElementAt<int>(0));

        Assert.True((await RoundTrip<ServerFailureException>(new ServerFailureException("down", true))).NonRetryable);
        await RoundTrip<TerminatedFailureException>(new TerminatedFailureException("ended"));
    }

    [Fact]
    public async Task ToFailure_ExceptionFromTheServer_IsTheSameFailure()
    {
        var failure = new Failure
        {
            Message = "activity error",
            ActivityFailureInfo = new()
            {
                ActivityId = "1",
                ActivityType = new() { Name = "Send" },
                RetryState = RetryState.MaximumAttemptsReached,
            },
            Cause = new() { Message = "cancelled", CanceledFailureInfo = new() },
        };

        var exception = Assert.IsType<ActivityFailureException>(await DataConverter.Default.ToExceptionAsync(failure));

        Assert.Equal("Send", exception.ActivityType);
        Assert.Equal(RetryState.MaximumAttemptsReached, exception.RetryState);
        Assert.True(TemporalException.IsCanceledException(exception));
        Assert.Equal(failure, await DataConverter.Default.ToFailureAsync(exception));
    }

    [Fact]
    public async Task ToFailure_EncodedAttributesWithCodec_HidesTheMessageFromTheWire()
    {
        var converter = DataConverter.Default with
        {
            FailureConverter = new DefaultFailureConverter.WithEncodedCommonAttributes(),
            PayloadCodec = new XorCodec(),
        };

        var failure = await converter.ToFailureAsync(
            new ApplicationFailureException("secret", details: ["detail"]));

        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("detail", failure.ApplicationFailureInfo.Details.Payloads_[0].Data.ToStringUtf8(), StringComparison.Ordinal);
        var back = Assert.IsType<ApplicationFailureException>(await converter.ToExceptionAsync(failure));
        Assert.Equal("secret", back.Message);
        Assert.Equal("detail", back.Details.ElementAt<string>(0));
    }

    [Fact]
    public async Task ToValue_WithCodec_ReversesIt()
    {
        var converter = DataConverter.Default with { PayloadCodec = new XorCodec() };

        var payload = await converter.ToPayloadAsync("text");

        Assert.NotEqual("\"text\"", payload.Data.ToStringUtf8());
        Assert.Equal("text", await converter.ToValueAsync<string>(payload));
    }

    private static async Task<T> RoundTrip<T>(Exception exception)
        where T : Exception
    {
        var failure = Failure.Parser.ParseFrom((await DataConverter.Default.ToFailureAsync(exception)).ToByteArray());
        return Assert.IsType<T>(await DataConverter.Default.ToExceptionAsync(failure));
    }

    private sealed class XorCodec : IPayloadCodec
    {
        public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) =>
            Task.FromResult<IReadOnlyCollection<Payload>>([.. payloads.Select(Flip)]);

        public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) =>
            EncodeAsync(payloads);

        private static Payload Flip(Payload payload)
        {
            var flipped = payload.Clone();
            flipped.Data = ByteString.CopyFrom([.. payload.Data.Select(b => (byte)(b ^ 0x5A))]);
            return flipped;
        }
    }
}
