namespace Temporalio.Worker.Tuning;

/// <summary>When a machine has room for more.</summary>
/// <param name="TargetMemoryUsage">Share of the memory that may be in use, from 0 to 1; 0.8 at most is advised.</param>
/// <param name="TargetCpuUsage">Share of the processors that may be in use, from 0 to 1.</param>
public sealed record ResourceBasedTunerOptions(double TargetMemoryUsage, double TargetCpuUsage);
