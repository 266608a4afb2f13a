namespace Microsoft.ML.OnnxRuntime;

/// <summary>A list that owns its elements: disposing it disposes them.</summary>
public interface IDisposableReadOnlyCollection<T> : IReadOnlyList<T>, IDisposable
{
}
