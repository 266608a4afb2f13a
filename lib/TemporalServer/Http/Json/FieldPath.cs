using System.Diagnostics.CodeAnalysis;
using Temporalio.Transport;

namespace TemporalServer.Http.Json;

/// <summary>Where in a request a value stands, for telling the caller.</summary>
/// <param name="Parent">What holds it; null at the top.</param>
/// <param name="Name">A field's name as the caller wrote it, or an index.</param>
internal sealed record FieldPath(FieldPath? Parent, string Name)
{
    /// <summary>A field of what stands here.</summary>
    public static FieldPath Of(FieldPath? parent, string field) => new(parent, parent is null ? field : "." + field);

    /// <summary>An element of what stands here.</summary>
    public FieldPath At(int index) => new(this, $"[{index}]");

    /// <summary>An entry of the map that stands here.</summary>
    public FieldPath At(string key) => new(this, $"[\"{Excerpt.Of(key)}\"]");

    /// <summary>Refuses the value that stands here.</summary>
    /// <exception cref="GrpcStatusException">INVALID_ARGUMENT, always.</exception>
    [DoesNotReturn]
    public void Refuse(string reason) => throw new GrpcStatusException(GrpcStatusCode.InvalidArgument, $"{this}: {reason}");

    /// <inheritdoc/>
    public override string ToString() => Parent is null ? Name : Parent + Name;
}
