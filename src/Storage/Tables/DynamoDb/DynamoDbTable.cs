using System.Globalization;
using System.Text;
using Amazon.DynamoDBv2.Model;
using Notify.Storage.Tables.Records;

namespace Notify.Storage.Tables.DynamoDb;

/// <summary>A table's name and keys in DynamoDB, and how its rows become items and back.</summary>
/// <remarks>
/// Text, moments, dates, lists and records (as JSON) are S; whole, real and money are N, which is exact to 38 digits;
/// yes/no is BOOL; vectors are B. No value is no attribute.
/// </remarks>
internal sealed class DynamoDbTable<T>
    where T : class
{
    /// <summary>When a row of a table with a retention expires, in seconds since 1970-01-01 UTC.</summary>
    public const string ExpiryAttribute = "_expires_at";

    /// <summary>Which conditional write made a row; see <see cref="ConditionalWriter"/>.</summary>
    public const string WriteAttribute = "_write";

    private const int PartitionKeyLimit = 2048;
    private const int SortKeyLimit = 1024;

    private readonly RecordShape<T> shape = RecordShape.Of<T>();
    private readonly string place;

    /// <param name="definition">The table.</param>
    /// <param name="prefix">What its name begins with in DynamoDB.</param>
    /// <param name="place">Which DynamoDB, for messages.</param>
    public DynamoDbTable(TableDefinition<T> definition, string prefix, string place)
    {
        Definition = definition;
        Name = prefix + definition.Name;
        this.place = place;
        foreach (var key in (IEnumerable<string>)[definition.PartitionKey, .. definition.SortKey is { } sort ? [sort] : Array.Empty<string>()])
        {
            if (shape.Attributes[shape.IndexOf(key)].Kind is var kind and not AttributeKind.Text)
            {
                throw new ArgumentException($"'{key}' of {definition.Name} cannot be a key: keys are text, and it is {kind}.");
            }
        }
    }

    public TableDefinition<T> Definition { get; }

    /// <summary>Its name in DynamoDB.</summary>
    public string Name { get; }

    /// <summary>Table and service, for messages.</summary>
    public string Location => $"{Name} in {place}";

    public bool AreSame(T left, T right) => shape.AreSame(left, right);

    public Dictionary<string, AttributeValue> Key(string partitionKey, string? sortKey)
    {
        var key = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [Definition.PartitionKey] = new(partitionKey) };
        if (sortKey is not null)
        {
            key[Definition.SortKey!] = new(sortKey);
        }

        return key;
    }

    public Dictionary<string, AttributeValue> KeyOf(Dictionary<string, AttributeValue> item) =>
        Key(item[Definition.PartitionKey].S, Definition.SortKey is { } sort ? item[sort].S : null);

    /// <exception cref="ArgumentException">The row's key is missing, empty or too long.</exception>
    /// <exception cref="StorageException">The row is larger than DynamoDB holds.</exception>
    public Dictionary<string, AttributeValue> Encode(T row)
    {
        var cells = shape.ToCells(row);
        RequireKey(cells, Definition.PartitionKey, PartitionKeyLimit);
        if (Definition.SortKey is { } sort)
        {
            RequireKey(cells, sort, SortKeyLimit);
        }

        var item = new Dictionary<string, AttributeValue>(cells.Length + 2, StringComparer.Ordinal);
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is { } cell)
            {
                item[shape.Attributes[i].Name] = ValueOf(cell, shape.Attributes[i]);
            }
        }

        if (Definition.Retention is { } retention && cells[shape.IndexOf(retention.Since)] is string since)
        {
            var expiry = DateTimeOffset.Parse(since, CultureInfo.InvariantCulture) + retention.Keep;
            item[ExpiryAttribute] = new AttributeValue { N = expiry.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) };
        }

        RequireSize(item);
        return item;
    }

    /// <exception cref="StorageException">A value is not what its attribute may hold.</exception>
    public T Decode(Dictionary<string, AttributeValue> item)
    {
        try
        {
            var cells = new object?[shape.Attributes.Count];
            for (var i = 0; i < cells.Length; i++)
            {
                var attribute = shape.Attributes[i];
                cells[i] = item.TryGetValue(attribute.Name, out var value) && value.NULL is not true ? CellOf(value, attribute) : null;
            }

            return shape.FromCells(cells);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or System.Text.Json.JsonException)
        {
            throw new StorageException(
                Location,
                $"A row cannot be read as {typeof(T).Name}: {fault.Message}",
                "Some other program wrote that value; correct it or delete the row.",
                fault);
        }
    }

    private static object CellOf(AttributeValue value, RecordAttribute attribute) => attribute.Kind switch
    {
        AttributeKind.Integer => long.Parse(Number(value, attribute), NumberStyles.Float, CultureInfo.InvariantCulture),
        AttributeKind.Real => double.Parse(Number(value, attribute), CultureInfo.InvariantCulture),
        AttributeKind.Decimal => Number(value, attribute),
        AttributeKind.Boolean => value.BOOL ?? throw Unlike(attribute, "yes/no (BOOL)"),
        AttributeKind.Bytes => value.B?.ToArray() ?? throw Unlike(attribute, "bytes (B)"),
        _ => value.S ?? throw Unlike(attribute, "text (S)"),
    };

    private static string Number(AttributeValue value, RecordAttribute attribute) => value.N ?? throw Unlike(attribute, "a number (N)");

    private static FormatException Unlike(RecordAttribute attribute, string expected) => new($"'{attribute.Name}' is not {expected}.");

    private AttributeValue ValueOf(object cell, RecordAttribute attribute) => attribute.Kind switch
    {
        AttributeKind.Integer => new AttributeValue { N = ((long)cell).ToString(CultureInfo.InvariantCulture) },
        AttributeKind.Real => new AttributeValue { N = RealText((double)cell, attribute) },
        AttributeKind.Decimal => new AttributeValue { N = (string)cell },
        AttributeKind.Boolean => new AttributeValue { BOOL = (bool)cell },
        AttributeKind.Bytes => new AttributeValue { B = new MemoryStream((byte[])cell) },
        _ => new AttributeValue { S = (string)cell },
    };

    private string RealText(double value, RecordAttribute attribute) =>
        value == 0 || (double.IsFinite(value) && Math.Abs(value) is >= 1e-130 and < 1e126)
            ? value.ToString("R", CultureInfo.InvariantCulture)
            : throw new ArgumentException($"'{attribute.Name}' of a row of {Definition.Name} is {value.ToString(CultureInfo.InvariantCulture)}; DynamoDB holds 0 and numbers from 1E-130 to 9.9E+125 of either sign.");

    private void RequireKey(object?[] cells, string key, int limit)
    {
        var text = (string?)cells[shape.IndexOf(key)];
        if (string.IsNullOrEmpty(text))
        {
            throw new ArgumentException($"A row of {Definition.Name} has no '{key}', which is part of its key.");
        }

        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > limit)
        {
            throw new ArgumentException($"'{key}' of a row of {Definition.Name} has {bytes} bytes; as part of a key in DynamoDB it may have {limit}.");
        }
    }

    private void RequireSize(Dictionary<string, AttributeValue> item)
    {
        var size = ItemSize.Of(item);
        if (size <= ItemSize.Limit)
        {
            return;
        }

        var largest = item.MaxBy(ItemSize.Of);
        var key = string.Join(", ", KeyOf(item).Select(part => $"{part.Key} '{part.Value.S}'"));
        throw new StorageException(
            Location,
            string.Create(CultureInfo.InvariantCulture, $"The row with {key} has {size:N0} bytes, and DynamoDB holds {ItemSize.Limit:N0} in one; its '{largest.Key}' alone has {ItemSize.Of(largest):N0}."),
            $"Shorten '{largest.Key}', or keep the tables in SQLite.");
    }
}
