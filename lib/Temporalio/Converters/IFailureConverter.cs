using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Turns exceptions into failures and back. Deterministic: workflows call it.</summary>
public interface IFailureConverter
{
    /// <summary>The failure of an exception.</summary>
    Failure ToFailure(Exception exception, IPayloadConverter payloadConverter);

    /// <summary>The exception of a failure.</summary>
    Exception ToException(Failure failure, IPayloadConverter payloadConverter);
}
