namespace Temporalio.Bridge;

/// <summary>The workflow's code and its history do not belong together.</summary>
internal sealed class NondeterminismException(string message)
    : Exception($"[TMPRL1100] Nondeterminism error: {message}");
