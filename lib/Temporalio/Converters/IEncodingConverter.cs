using System.Diagnostics.CodeAnalysis;
using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Converts values to one encoding.</summary>
public interface IEncodingConverter
{
    /// <summary>What the payload's <c>encoding</c> metadata says.</summary>
    string Encoding { get; }

    /// <summary>The payload of a value, unless it is not for this encoding.</summary>
    bool TryToPayload(object? value, [NotNullWhen(true)] out Payload? payload);

    /// <summary>The value of a payload of this encoding.</summary>
    object? ToValue(Payload payload, Type type);
}
