namespace Notify.Cli;

/// <summary>Ends a command with a message on stderr and an exit code.</summary>
internal sealed class CommandFailedException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
