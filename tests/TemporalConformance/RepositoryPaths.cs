namespace TemporalConformance.Tests;

/// <summary>Where the scripts and the npm packages lie.</summary>
internal static class RepositoryPaths
{
    private static readonly string Root = FindRoot();

    /// <summary>The scenario files and the script that hosts them.</summary>
    public static string Scripts { get; } = Path.Combine(Root, "tests", "TemporalConformance", "ts");

    /// <summary>The official SDK, among other packages.</summary>
    public static string NodeModules { get; } = Path.Combine(Root, "native", "node_modules");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "global.json")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds global.json; run the tests from a build in the repository.");
        }

        return folder;
    }
}
