namespace Temporalio.Common;

/// <summary>What a metric is.</summary>
internal sealed record MetricDetails(string Name, string? Unit, string? Description);
