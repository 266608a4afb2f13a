namespace Temporalio.Converters;

/// <summary>A payload that may still be encoded, with what decodes it.</summary>
public interface IEncodedRawValue : IRawValue
{
    /// <summary>Decodes and converts the payload.</summary>
    DataConverter DataConverter { get; }
}
