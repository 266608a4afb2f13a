using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A value left as its payload: a parameter of this type is not converted.</summary>
public interface IRawValue
{
    /// <summary>The payload, decoded.</summary>
    Payload Payload { get; }
}
