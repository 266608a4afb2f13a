using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Exceptions;

namespace Temporalio.Converters;

/// <summary>Maps this SDK's exceptions to failures one to one; others become application failures.</summary>
public class DefaultFailureConverter : IFailureConverter
{
    private const string Source = "DotNetSDK";
    private const string EncodedMessage = "Encoded failure";

    /// <summary>A converter that leaves messages readable.</summary>
    public DefaultFailureConverter()
        : this(new())
    {
    }

    /// <param name="options">How failures are written.</param>
    public DefaultFailureConverter(DefaultFailureConverterOptions options) =>
        Options = (DefaultFailureConverterOptions)options.Clone();

    /// <summary>How failures are written.</summary>
    protected DefaultFailureConverterOptions Options { get; }

    /// <inheritdoc/>
    public virtual Failure ToFailure(Exception exception, IPayloadConverter payloadConverter)
    {
        if (exception is FailureException { Failure: { } original })
        {
            return original;
        }

        var failure = new Failure
        {
            Message = exception.Message,
            Source = Source,
            StackTrace = exception.StackTrace ?? string.Empty,
            Cause = exception.InnerException is { } inner ? ToFailure(inner, payloadConverter) : null,
        };
        FailureInfos.Set(failure, exception, payloadConverter);
        if (Options.EncodeCommonAttributes)
        {
            failure.EncodedAttributes = payloadConverter.ToPayload(new Dictionary<string, string>
            {
                ["message"] = failure.Message,
                ["stack_trace"] = failure.StackTrace,
            });
            failure.Message = EncodedMessage;
            failure.StackTrace = string.Empty;
        }

        return failure;
    }

    /// <inheritdoc/>
    public virtual Exception ToException(Failure failure, IPayloadConverter payloadConverter)
    {
        if (failure.EncodedAttributes is { } attributes)
        {
            failure = WithDecodedAttributes(failure, attributes, payloadConverter);
        }

        var inner = failure.Cause is { } cause ? ToException(cause, payloadConverter) : null;
        return FailureInfos.ToException(failure, inner, payloadConverter);
    }

    private static Failure WithDecodedAttributes(Failure failure, Payload attributes, IPayloadConverter converter)
    {
        Dictionary<string, string>? values;
        try
        {
            values = converter.ToValue<Dictionary<string, string>?>(attributes);
        }
        catch (Exception e) when (e is ArgumentException or System.Text.Json.JsonException)
        {
            // Written by another converter, or the codec is missing: what is readable still serves
            return failure;
        }

        var decoded = failure.Clone();
        decoded.Message = values?.GetValueOrDefault("message") ?? failure.Message;
        decoded.StackTrace = values?.GetValueOrDefault("stack_trace") ?? failure.StackTrace;
        return decoded;
    }

    /// <summary>The default converter with messages and stack traces in a payload of their own.</summary>
    public class WithEncodedCommonAttributes : DefaultFailureConverter
    {
        /// <summary>A converter that hides messages from whoever lacks the codec.</summary>
        public WithEncodedCommonAttributes()
            : base(new() { EncodeCommonAttributes = true })
        {
        }
    }
}
