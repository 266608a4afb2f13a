using System.ComponentModel.DataAnnotations.Schema;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;

namespace Notify.Storage.Tables.Records;

/// <summary>The shapes of records.</summary>
public static class RecordShape
{
    /// <summary>The shape of <typeparamref name="T"/>, made once.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> cannot be a row.</exception>
    public static RecordShape<T> Of<T>()
        where T : class => Cached<T>.Value ??= new RecordShape<T>();

    // Filled on demand, so that a type that cannot be a row fails with its own message rather than a type initializer's.
    private static class Cached<T>
        where T : class
    {
        public static RecordShape<T>? Value { get; set; }
    }
}

/// <summary>
/// How a record becomes a row of cells and back: found by reflection once per type, then compiled, so that a row costs
/// no reflection. Shared by every adapter of the tables port.
/// </summary>
/// <typeparam name="T">A record with a constructor without parameters and settable or init-only properties.</typeparam>
public sealed class RecordShape<T>
    where T : class
{
    private readonly Action<T, object?[]> toCells;
    private readonly Func<object?[], T> fromCells;
    private readonly Func<T, object?>[] cells;

    internal RecordShape()
    {
        if (typeof(T).GetConstructor(Type.EmptyTypes) is null)
        {
            throw new ArgumentException($"{typeof(T)} cannot be a row: it has no constructor without parameters. Use init-only properties.");
        }

        var properties = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.CanWrite && property.GetIndexParameters().Length == 0)
            .ToArray();
        Attributes = [.. properties.Select(property => new RecordAttribute(NameOf(property), CellCodec.KindOf(Inner(property.PropertyType))))];
        Properties = properties;
        toCells = CompileToCells(properties);
        fromCells = CompileFromCells(properties);
        cells = Array.ConvertAll(properties, CompileCell);
    }

    /// <summary>The attributes, in the order of the cells.</summary>
    public IReadOnlyList<RecordAttribute> Attributes { get; }

    /// <summary>The properties behind the attributes, in the same order.</summary>
    internal IReadOnlyList<PropertyInfo> Properties { get; }

    /// <summary>The position of an attribute's cell.</summary>
    /// <exception cref="ArgumentException">The record has no such attribute.</exception>
    public int IndexOf(string attribute)
    {
        for (var i = 0; i < Attributes.Count; i++)
        {
            if (Attributes[i].Name == attribute)
            {
                return i;
            }
        }

        throw new ArgumentException($"{typeof(T).Name} has no attribute '{attribute}'; it has {string.Join(", ", Attributes.Select(a => a.Name))}.");
    }

    /// <summary>The record's cells; null where it has no value.</summary>
    public object?[] ToCells(T row)
    {
        var cells = new object?[Attributes.Count];
        toCells(row, cells);
        return cells;
    }

    /// <summary>The record with those cells. A property that may not be null keeps its initial value where its cell is null.</summary>
    public T FromCells(object?[] cells) => fromCells(cells);

    /// <summary>The record's key in a table.</summary>
    public RowKey KeyOf(T row, TableDefinition<T> table)
    {
        string Part(string attribute) => (string)cells[IndexOf(attribute)](row)!;
        return new RowKey(Part(table.PartitionKey), table.SortKey is { } sort ? Part(sort) : null);
    }

    /// <summary>Whether two records have the same content, lists included.</summary>
    public bool AreSame(T left, T right)
    {
        var one = ToCells(left);
        var other = ToCells(right);
        for (var i = 0; i < one.Length; i++)
        {
            var same = one[i] is byte[] bytes && other[i] is byte[] others ? bytes.AsSpan().SequenceEqual(others) : Equals(one[i], other[i]);
            if (!same)
            {
                return false;
            }
        }

        return true;
    }

    private static Action<T, object?[]> CompileToCells(PropertyInfo[] properties)
    {
        var row = Expression.Parameter(typeof(T));
        var cells = Expression.Parameter(typeof(object?[]));
        var body = properties.Select((property, i) => Expression.Assign(
            Expression.ArrayAccess(cells, Expression.Constant(i)), CellOf(Expression.Property(row, property))));
        return Expression.Lambda<Action<T, object?[]>>(Expression.Block(body), row, cells).Compile();
    }

    private static Func<T, object?> CompileCell(PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(T));
        return Expression.Lambda<Func<T, object?>>(CellOf(Expression.Property(row, property)), row).Compile();
    }

    private static Expression CellOf(MemberExpression value)
    {
        var inner = Inner(value.Type);
        return inner == value.Type
            ? Expression.Call(CellCodec.Encoder(inner), value)
            : Expression.Condition(
                Expression.Property(value, "HasValue"),
                Expression.Call(CellCodec.Encoder(inner), Expression.Property(value, "Value")),
                Expression.Constant(null, typeof(object)));
    }

    private static Func<object?[], T> CompileFromCells(PropertyInfo[] properties)
    {
        var cells = Expression.Parameter(typeof(object?[]));
        var row = Expression.Variable(typeof(T));
        var nullability = new NullabilityInfoContext();
        var body = new List<Expression> { Expression.Assign(row, Expression.New(typeof(T))) };
        for (var i = 0; i < properties.Length; i++)
        {
            var property = properties[i];
            var cell = Expression.ArrayAccess(cells, Expression.Constant(i));
            var value = Expression.Convert(Expression.Call(CellCodec.Decoder(Inner(property.PropertyType)), cell), property.PropertyType);
            var assign = Expression.Assign(Expression.Property(row, property), value);
            var absent = nullability.Create(property).WriteState == NullabilityState.Nullable
                ? Expression.Assign(Expression.Property(row, property), Expression.Default(property.PropertyType))
                : (Expression)Expression.Empty();
            body.Add(Expression.IfThenElse(Expression.NotEqual(cell, Expression.Constant(null)), assign, absent));
        }

        body.Add(row);
        return Expression.Lambda<Func<object?[], T>>(Expression.Block([row], body), cells).Compile();
    }

    private static Type Inner(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<ColumnAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
}
