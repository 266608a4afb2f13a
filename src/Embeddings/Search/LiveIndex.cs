namespace Notify.Embeddings.Search;

/// <summary>The index in use. Readers take it once per request; a publisher replaces it as a whole.</summary>
public sealed class LiveIndex
{
    private volatile IVectorIndex? current;

    /// <summary>null until the first is published.</summary>
    public IVectorIndex? Current => current;

    /// <summary>Later readers see this index; those at work finish with the one they took.</summary>
    public void Publish(IVectorIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        current = index;
    }
}
