namespace Notify.Embeddings.Search;

/// <summary>Vectors laid out for the kernels: panels of 48, within a panel the first number of each, then the second of each, and so on.</summary>
internal sealed class PackedVectors
{
    /// <summary>Three 512-bit registers of floats.</summary>
    public const int PanelWidth = 48;

    private const int FloatsPerCacheLine = 16;

    private readonly float[] storage;
    private readonly int start;

    private unsafe PackedVectors(int count, int dimensions)
    {
        Count = count;
        Dimensions = dimensions;
        PanelCount = (count + PanelWidth - 1) / PanelWidth;

        // Pinned, so that panels begin at a cache line and stay there
        storage = GC.AllocateArray<float>(checked((PanelCount * PanelWidth * dimensions) + FloatsPerCacheLine), pinned: true);
        fixed (float* address = storage)
        {
            start = (int)((FloatsPerCacheLine - ((nint)address / sizeof(float) % FloatsPerCacheLine)) % FloatsPerCacheLine);
        }
    }

    public int Count { get; }

    public int Dimensions { get; }

    public int PanelCount { get; }

    /// <summary>All panels, one after another; columns beyond <see cref="Count"/> are zero.</summary>
    public ReadOnlySpan<float> Panels => storage.AsSpan(start, PanelCount * PanelWidth * Dimensions);

    /// <param name="vectors">At least one, all of one length.</param>
    public static PackedVectors Pack(ReadOnlySpan<ReadOnlyMemory<float>> vectors)
    {
        var packed = new PackedVectors(vectors.Length, vectors[0].Length);
        for (var row = 0; row < vectors.Length; row++)
        {
            var (panel, column) = Math.DivRem(row, PanelWidth);
            var target = packed.start + (panel * PanelWidth * packed.Dimensions) + column;
            foreach (var value in vectors[row].Span)
            {
                packed.storage[target] = value;
                target += PanelWidth;
            }
        }

        return packed;
    }
}
