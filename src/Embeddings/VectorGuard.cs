using System.Numerics.Tensors;

namespace Notify.Embeddings;

/// <summary>Refuses vectors that would poison a comparison.</summary>
internal static class VectorGuard
{
    private const float UnitTolerance = 1e-3f;

    /// <exception cref="ArgumentException">The vector is zero or holds a NaN or an infinity.</exception>
    public static float RequireFinite(ReadOnlySpan<float> vector, string what)
    {
        var norm = TensorPrimitives.Norm(vector);
        return float.IsFinite(norm) && norm > 0
            ? norm
            : throw new ArgumentException($"{what} has norm {norm}; it must be finite and not zero. Compute it again from its source.");
    }

    /// <inheritdoc cref="RequireFinite(ReadOnlySpan{float}, string)"/>
    /// <param name="what">What the numbered vectors are.</param>
    /// <param name="number">Which of them this is.</param>
    public static void RequireFinite(ReadOnlySpan<float> vector, string what, int number)
    {
        var norm = TensorPrimitives.Norm(vector);
        if (!float.IsFinite(norm) || norm == 0)
        {
            RequireFinite(vector, $"{what} {number}");
        }
    }

    /// <exception cref="ArgumentException">The vector's length is not 1.</exception>
    public static void RequireUnit(ReadOnlySpan<float> vector, string what)
    {
        var norm = RequireFinite(vector, what);
        if (Math.Abs(norm - 1) > UnitTolerance)
        {
            throw new ArgumentException($"{what} has norm {norm}; it must be 1 within {UnitTolerance}. Normalise it.");
        }
    }
}
