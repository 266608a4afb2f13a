using Temporalio.Api.Common.V1;

namespace Temporalio.Common;

/// <summary>One search attribute set or unset; made by <see cref="SearchAttributeKey{T}"/>.</summary>
public abstract record SearchAttributeUpdate
{
    private protected SearchAttributeUpdate(bool hasValue) => HasValue = hasValue;

    /// <summary>The attribute.</summary>
    public abstract SearchAttributeKey UntypedKey { get; }

    /// <summary>Whether the attribute is set, rather than unset.</summary>
    public bool HasValue { get; }

    /// <summary>The value to set.</summary>
    /// <exception cref="InvalidOperationException">The update unsets the attribute.</exception>
    public abstract object UntypedValue { get; }

    internal Payload ToUpsertPayload() => SearchAttributePayloads.ToPayload(
        UntypedKey, HasValue ? UntypedValue : null);
}

/// <summary>One search attribute of a known type set or unset.</summary>
public sealed record SearchAttributeUpdate<T> : SearchAttributeUpdate
    where T : notnull
{
    private readonly T? value;

    internal SearchAttributeUpdate(SearchAttributeKey<T> key, T? value, bool hasValue)
        : base(hasValue)
    {
        Key = key;
        this.value = value;
    }

    /// <summary>The attribute.</summary>
    public SearchAttributeKey<T> Key { get; }

    /// <summary>The value to set.</summary>
    /// <exception cref="InvalidOperationException">The update unsets the attribute.</exception>
    public T Value => HasValue
        ? value!
        : throw new InvalidOperationException($"The update unsets {Key.Name}; it has no value.");

    /// <inheritdoc/>
    public override SearchAttributeKey UntypedKey => Key;

    /// <inheritdoc/>
    public override object UntypedValue => Value;
}
