using System.Diagnostics.CodeAnalysis;
using Temporalio.Api.Common.V1;

namespace Temporalio.Common;

/// <summary>Search attributes with their values; immutable.</summary>
public sealed class SearchAttributeCollection : IEquatable<SearchAttributeCollection>
{
    private readonly Dictionary<string, KeyValuePair<SearchAttributeKey, object>> values;

    private SearchAttributeCollection(Dictionary<string, KeyValuePair<SearchAttributeKey, object>> values) =>
        this.values = values;

    /// <summary>A collection without attributes.</summary>
    public static SearchAttributeCollection Empty { get; } = new([]);

    /// <summary>How many attributes there are.</summary>
    public int Count => values.Count;

    /// <summary>Every attribute with its value.</summary>
    public IReadOnlyDictionary<SearchAttributeKey, object> UntypedValues =>
        values.Values.ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>Whether the attribute has a value, and is of the key's type.</summary>
    public bool ContainsKey(SearchAttributeKey key) =>
        values.TryGetValue(key.Name, out var pair) && pair.Key == key;

    /// <summary>The value of an attribute.</summary>
    /// <exception cref="KeyNotFoundException">It has none, or one of another type.</exception>
    public T Get<T>(SearchAttributeKey<T> key)
        where T : notnull => TryGetValue(key, out var value)
            ? value
            : throw new KeyNotFoundException($"There is no search attribute {key.Name} of type {key.ValueType}.");

    /// <summary>The value of an attribute, if it has one of the key's type.</summary>
    public bool TryGetValue<T>(SearchAttributeKey<T> key, [MaybeNullWhen(false)] out T value)
        where T : notnull
    {
        var found = values.TryGetValue(key.Name, out var pair) && pair.Key == key;
        value = found ? (T)pair.Value : default;
        return found;
    }

    /// <inheritdoc/>
    public bool Equals(SearchAttributeCollection? other) =>
        other is not null && ToProto().Equals(other.ToProto());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SearchAttributeCollection);

    /// <inheritdoc/>
    public override int GetHashCode() => ToProto().GetHashCode();

    internal static SearchAttributeCollection FromProto(SearchAttributes? proto)
    {
        if (proto is null || proto.IndexedFields.Count == 0)
        {
            return Empty;
        }

        var values = new Dictionary<string, KeyValuePair<SearchAttributeKey, object>>();
        foreach (var (name, payload) in proto.IndexedFields)
        {
            if (SearchAttributePayloads.FromPayload(name, payload) is { } attribute)
            {
                values[name] = KeyValuePair.Create(attribute.Key, attribute.Value);
            }
        }

        return new(values);
    }

    internal SearchAttributes ToProto()
    {
        var proto = new SearchAttributes();
        foreach (var (name, pair) in values)
        {
            proto.IndexedFields[name] = SearchAttributePayloads.ToPayload(pair.Key, pair.Value);
        }

        return proto;
    }

    /// <summary>A copy with the updates applied; what a workflow sees after it upserts.</summary>
    internal SearchAttributeCollection With(IEnumerable<SearchAttributeUpdate> updates)
    {
        var builder = new Builder(this);
        foreach (var update in updates)
        {
            builder.Apply(update);
        }

        return builder.ToSearchAttributeCollection();
    }

    /// <summary>Collects attributes.</summary>
    public sealed class Builder
    {
        private readonly Dictionary<string, KeyValuePair<SearchAttributeKey, object>> values;

        /// <summary>Starts with nothing.</summary>
        public Builder() => values = [];

        /// <summary>Starts with what a collection has.</summary>
        public Builder(SearchAttributeCollection existing) => values = new(existing.values);

        /// <summary>Gives an attribute a value.</summary>
        public Builder Set<T>(SearchAttributeKey<T> key, T value)
            where T : notnull
        {
            values[key.Name] = new(key, value);
            return this;
        }

        /// <summary>Takes an attribute's value away.</summary>
        public Builder Unset(SearchAttributeKey key)
        {
            values.Remove(key.Name);
            return this;
        }

        /// <summary>The attributes so far.</summary>
        public SearchAttributeCollection ToSearchAttributeCollection() =>
            values.Count == 0 ? Empty : new(new(values));

        internal void Apply(SearchAttributeUpdate update)
        {
            if (update.HasValue)
            {
                values[update.UntypedKey.Name] = new(update.UntypedKey, update.UntypedValue);
            }
            else
            {
                values.Remove(update.UntypedKey.Name);
            }
        }
    }
}
