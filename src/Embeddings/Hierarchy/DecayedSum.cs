namespace Notify.Embeddings.Hierarchy;

/// <summary>A sum of vectors, each halved for every half-life of its age.</summary>
internal sealed class DecayedSum(DateTimeOffset asOf)
{
    private double[] sum = [];
    private double largest;

    /// <exception cref="ArgumentException">The vector has another length than those before.</exception>
    public void Add(ReadOnlySpan<float> vector, double weight, DateTimeOffset at, double halfLifeDays)
    {
        if (sum.Length == 0)
        {
            sum = new double[vector.Length];
        }
        else if (sum.Length != vector.Length)
        {
            throw new ArgumentException($"A vector of {vector.Length} numbers was added to vectors of {sum.Length}.", nameof(vector));
        }

        var ageInDays = Math.Max(0, (asOf - at).TotalDays);
        var scale = weight * Math.Pow(2, -ageInDays / halfLifeDays);
        var squared = 0.0;
        for (var i = 0; i < vector.Length; i++)
        {
            var term = scale * vector[i];
            sum[i] += term;
            squared += term * term;
        }

        largest = Math.Max(largest, Math.Sqrt(squared));
    }

    /// <returns>The sum at length 1; null when nothing was added, or its length is below a share of the longest vector added.</returns>
    public float[]? Normalised(double smallestShare)
    {
        var norm = Math.Sqrt(sum.Sum(value => value * value));
        return norm > 0 && norm >= smallestShare * largest ? Array.ConvertAll(sum, value => (float)(value / norm)) : null;
    }
}
