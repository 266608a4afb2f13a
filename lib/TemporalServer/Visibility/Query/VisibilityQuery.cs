namespace TemporalServer.Visibility.Query;

/// <summary>A visibility query, read but not yet checked against the attributes that exist.</summary>
/// <param name="Filter">Which executions; null for all.</param>
/// <param name="OrderBy">In which order; empty for the default one.</param>
/// <param name="GroupBy">The attribute counts are split by, or null.</param>
public sealed record VisibilityQuery(Condition? Filter, IReadOnlyList<SortKey> OrderBy, string? GroupBy);

/// <summary>One attribute of <c>ORDER BY</c>.</summary>
public sealed record SortKey(string Attribute, bool Descending);

/// <summary>A condition on one execution.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>The attributes it asks for, each as often as it does.</summary>
    public IEnumerable<string> Attributes => this switch
    {
        And and => and.Terms.SelectMany(static term => term.Attributes),
        Or or => or.Terms.SelectMany(static term => term.Attributes),
        Not not => not.Term.Attributes,
        Compare compare => [compare.Attribute],
        In list => [list.Attribute],
        Between range => [range.Attribute],
        StartsWith prefix => [prefix.Attribute],
        IsNull missing => [missing.Attribute],
        _ => [],
    };

    /// <summary>All of them hold.</summary>
    public sealed record And(IReadOnlyList<Condition> Terms) : Condition;

    /// <summary>At least one of them holds.</summary>
    public sealed record Or(IReadOnlyList<Condition> Terms) : Condition;

    /// <summary>It does not hold.</summary>
    public sealed record Not(Condition Term) : Condition;

    /// <summary>The attribute compares so with the value.</summary>
    public sealed record Compare(string Attribute, Comparison Operator, Literal Value) : Condition;

    /// <summary>The attribute is one of the values.</summary>
    public sealed record In(string Attribute, IReadOnlyList<Literal> Values) : Condition;

    /// <summary>The attribute lies between the two values, both included.</summary>
    public sealed record Between(string Attribute, Literal Low, Literal High) : Condition;

    /// <summary>The attribute begins with the value.</summary>
    public sealed record StartsWith(string Attribute, Literal Prefix) : Condition;

    /// <summary>The attribute has no value.</summary>
    public sealed record IsNull(string Attribute) : Condition;
}

/// <summary>The operators of a comparison.</summary>
public enum Comparison
{
    /// <summary>=</summary>
    Equal,

    /// <summary>!=</summary>
    NotEqual,

    /// <summary>&lt;</summary>
    Less,

    /// <summary>&lt;=</summary>
    LessOrEqual,

    /// <summary>&gt;</summary>
    Greater,

    /// <summary>&gt;=</summary>
    GreaterOrEqual,
}

/// <summary>A value as written in the query.</summary>
public abstract record Literal
{
    private Literal()
    {
    }

    /// <summary>A quoted string.</summary>
    public sealed record Text(string Value) : Literal;

    /// <summary>A whole number.</summary>
    public sealed record Integer(long Value) : Literal;

    /// <summary>A number with a fraction or an exponent.</summary>
    public sealed record Real(double Value) : Literal;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public sealed record Boolean(bool Value) : Literal;
}
