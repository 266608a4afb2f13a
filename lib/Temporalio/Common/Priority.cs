namespace Temporalio.Common;

/// <summary>How urgent a workflow's or an activity's tasks are among the others of their task queue.</summary>
/// <param name="PriorityKey">1 is the most urgent; null leaves the server's default.</param>
/// <param name="FairnessKey">Tasks with the same key share the capacity of that key, at most 64 bytes.</param>
/// <param name="FairnessWeight">Share of the key against other keys, 0.001 to 1000; null means 1.</param>
public record Priority(int? PriorityKey = null, string? FairnessKey = null, float? FairnessWeight = null)
{
    /// <summary>A priority that says nothing.</summary>
    public static Priority Default { get; } = new();

    internal static Priority FromProto(Api.Common.V1.Priority? proto) => proto is null
        ? Default
        : new(
            proto.PriorityKey == 0 ? null : proto.PriorityKey,
            proto.FairnessKey.Length == 0 ? null : proto.FairnessKey,
            proto.FairnessWeight == 0 ? null : proto.FairnessWeight);

    internal Api.Common.V1.Priority ToProto() => new()
    {
        PriorityKey = PriorityKey ?? 0,
        FairnessKey = FairnessKey ?? string.Empty,
        FairnessWeight = FairnessWeight ?? 0,
    };
}
