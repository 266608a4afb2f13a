namespace Temporalio.Workflows;

/// <summary>Stands for the result of what returns nothing; it is never converted.</summary>
internal readonly struct NoResult;
