namespace Notify.Activities.Features;

/// <summary>The definitions of features: the files of <c>Sql/</c>, which Spark runs as they are.</summary>
public static class FeatureSql
{
    /// <summary>Features of users.</summary>
    public static string UserFeatures { get; } = Read("user_features.sql");

    /// <summary>Features of products.</summary>
    public static string ProductFeatures { get; } = Read("product_features.sql");

    /// <summary>The user–product matrix.</summary>
    public static string UserProductMatrix { get; } = Read("user_product_matrix.sql");

    /// <summary>What DuckDB needs before it can run them: Spark's names for some of its functions.</summary>
    public static string DuckDbPrelude { get; } = Read("prelude.sql");

    private static string Read(string name)
    {
        using var stream = typeof(FeatureSql).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly has no resource {name}; build it with Features/Sql.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
