namespace Notify.Embeddings.Search;

/// <summary>The best rows seen so far for each query of a block.</summary>
/// <remarks>A row and its score are one 64-bit key, so that order, with ties to the lower row, is one comparison.</remarks>
internal sealed class BestRows
{
    private readonly long[] keys;
    private readonly float[] thresholds;

    public BestRows(int queries, int perQuery)
    {
        PerQuery = perQuery;
        keys = new long[queries * perQuery];
        thresholds = new float[queries];
        Array.Fill(keys, long.MinValue);
        Array.Fill(thresholds, float.NegativeInfinity);
    }

    public int PerQuery { get; }

    /// <summary>A later row must score more than this to enter.</summary>
    public float Threshold(int query) => thresholds[query];

    /// <summary>Rows must come in ascending order, so that a tie with the last place never displaces it.</summary>
    public void Add(int query, int row, float score)
    {
        var places = keys.AsSpan(query * PerQuery, PerQuery);
        var key = Key(row, score);
        var place = PerQuery - 1;
        while (place > 0 && places[place - 1] < key)
        {
            places[place] = places[place - 1];
            place--;
        }

        places[place] = key;
        if (places[^1] != long.MinValue)
        {
            thresholds[query] = Score(places[^1]);
        }
    }

    public (int Row, float Score) Get(int query, int place)
    {
        var key = keys[(query * PerQuery) + place];
        return (~(int)key, Score(key));
    }

    public void CopyTo(Span<int> rows, Span<float> scores)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            rows[i] = ~(int)keys[i];
            scores[i] = Score(keys[i]);
        }
    }

    private static long Key(int row, float score) => ((long)Ordered(BitConverter.SingleToInt32Bits(score + 0f)) << 32) | (uint)~row;

    private static float Score(long key) => BitConverter.Int32BitsToSingle(Ordered((int)(key >> 32)));

    // Its own inverse: turns the bits of a float into an integer that orders as the float does
    private static int Ordered(int bits) => bits ^ ((bits >> 31) & int.MaxValue);
}
