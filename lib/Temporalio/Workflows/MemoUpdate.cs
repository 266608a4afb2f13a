namespace Temporalio.Workflows;

/// <summary>One memo entry set or unset.</summary>
public sealed record MemoUpdate
{
    private MemoUpdate(string key, object? value, bool hasValue)
    {
        UntypedKey = key;
        UntypedValue = value;
        HasValue = hasValue;
    }

    /// <summary>The entry's key.</summary>
    public string UntypedKey { get; }

    /// <summary>The value to set; null when the entry is unset.</summary>
    public object? UntypedValue { get; }

    /// <summary>Whether the entry is set, rather than unset.</summary>
    public bool HasValue { get; }

    /// <summary>Sets an entry.</summary>
    public static MemoUpdate ValueSet(string key, object value) => new(key, value, true);

    /// <summary>Takes an entry away.</summary>
    public static MemoUpdate ValueUnset(string key) => new(key, null, false);
}
