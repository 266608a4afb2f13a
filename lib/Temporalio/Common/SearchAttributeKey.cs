using Temporalio.Api.Enums.V1;

namespace Temporalio.Common;

/// <summary>Name and type of a search attribute.</summary>
public abstract record SearchAttributeKey
{
    private protected SearchAttributeKey(string name, IndexedValueType valueType, Type nonNullType)
    {
        Name = name;
        ValueType = valueType;
        NonNullType = nonNullType;
    }

    /// <summary>Name of the attribute, as registered with the server.</summary>
    public string Name { get; }

    /// <summary>How the server indexes the value.</summary>
    public IndexedValueType ValueType { get; }

    internal Type NonNullType { get; }

    /// <summary>A key of true or false.</summary>
    public static SearchAttributeKey<bool> CreateBool(string name) => new(name, IndexedValueType.Bool);

    /// <summary>A key of instants.</summary>
    public static SearchAttributeKey<DateTimeOffset> CreateDateTimeOffset(string name) =>
        new(name, IndexedValueType.Datetime);

    /// <summary>A key of double-precision numbers.</summary>
    public static SearchAttributeKey<double> CreateDouble(string name) => new(name, IndexedValueType.Double);

    /// <summary>A key of strings that are matched whole.</summary>
    public static SearchAttributeKey<string> CreateKeyword(string name) => new(name, IndexedValueType.Keyword);

    /// <summary>A key of lists of strings, each of which is matched whole.</summary>
    public static SearchAttributeKey<IReadOnlyCollection<string>> CreateKeywordList(string name) =>
        new(name, IndexedValueType.KeywordList);

    /// <summary>A key of 64-bit integers.</summary>
    public static SearchAttributeKey<long> CreateLong(string name) => new(name, IndexedValueType.Int);

    /// <summary>A key of strings that are matched by word.</summary>
    public static SearchAttributeKey<string> CreateText(string name) => new(name, IndexedValueType.Text);

    internal static SearchAttributeKey Create(string name, IndexedValueType valueType) => valueType switch
    {
        IndexedValueType.Bool => CreateBool(name),
        IndexedValueType.Datetime => CreateDateTimeOffset(name),
        IndexedValueType.Double => CreateDouble(name),
        IndexedValueType.Keyword => CreateKeyword(name),
        IndexedValueType.KeywordList => CreateKeywordList(name),
        IndexedValueType.Int => CreateLong(name),
        IndexedValueType.Text => CreateText(name),
        _ => throw new ArgumentOutOfRangeException(
            nameof(valueType), valueType, $"Search attribute {name} has a type that cannot be indexed."),
    };
}

/// <summary>Name and type of a search attribute whose values are of <typeparamref name="T"/>.</summary>
public sealed record SearchAttributeKey<T> : SearchAttributeKey
    where T : notnull
{
    internal SearchAttributeKey(string name, IndexedValueType valueType)
        : base(name, valueType, typeof(T))
    {
    }

    /// <summary>An update that gives the attribute a value.</summary>
    public SearchAttributeUpdate<T> ValueSet(T value) => new(this, value, hasValue: true);

    /// <summary>An update that takes the attribute's value away.</summary>
    public SearchAttributeUpdate<T> ValueUnset() => new(this, default, hasValue: false);
}
