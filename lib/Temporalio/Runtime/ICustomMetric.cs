namespace Temporalio.Runtime;

/// <summary>Something measured.</summary>
/// <typeparam name="T">Type of its values.</typeparam>
#pragma warning disable CA1040 // As in the official package
public interface ICustomMetric<T>
    where T : struct
{
}
#pragma warning restore CA1040
