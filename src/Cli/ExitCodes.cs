namespace Notify.Cli;

/// <summary>What the program's exit status says. Documented in the README; scripts may rely on it.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>It ran and did not succeed: something was lost or doubled, a pipeline failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong, or names something unusable.</summary>
    public const int Usage = 2;

    /// <summary>What was asked for does not exist, such as an unknown user.</summary>
    public const int NotFound = 3;

    /// <summary>Too early: no embeddings or no plan yet.</summary>
    public const int NotReady = 4;

    /// <summary>The home folder is in use by another process, or its host does not answer.</summary>
    public const int Unavailable = 5;
}
