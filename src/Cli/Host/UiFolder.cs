namespace Notify.Cli.Host;

/// <summary>Where Temporal's web UI was built to. It is no part of the build of this program: set-up makes it, with Node.</summary>
internal static class UiFolder
{
    private const string Name = "ui";

    /// <summary>Finds the folder; it need not exist, as set-up may make it while Notify runs.</summary>
    /// <param name="programFolder">The folder that this program runs from.</param>
    /// <returns>The one beside the program where it was copied there, otherwise the checkout's.</returns>
    public static string Find(string programFolder)
    {
        var beside = Path.Combine(programFolder, Name);
        // artifacts/bin/Notify.Cli/release is where the build puts the program
        return Directory.Exists(beside) ? beside : Path.GetFullPath(Path.Combine(programFolder, "..", "..", "..", Name));
    }
}
