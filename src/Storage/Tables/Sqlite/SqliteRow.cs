using System.Linq.Expressions;
using System.Reflection;
using Notify.Storage.Sqlite;
using Notify.Storage.Tables.Records;

namespace Notify.Storage.Tables.Sqlite;

/// <summary>How a record is bound to a statement and read from one: compiled once per type.</summary>
/// <param name="shape">The record's attributes, in the order of the columns.</param>
internal sealed class SqliteRow<T>(RecordShape<T> shape)
    where T : class
{
    /// <summary>Binds every attribute, from index 1.</summary>
    public Action<T, SqliteStatement> Bind { get; } = CompileBind(shape.Properties);

    /// <summary>The record of the current row. A property that may not be null keeps its initial value where its column is null.</summary>
    public Func<SqliteStatement, T> Read { get; } = CompileRead(shape.Properties);

    /// <summary>Gives the text of an attribute that is a key.</summary>
    public Func<T, string?> Text(string attribute)
    {
        var property = shape.Properties[shape.IndexOf(attribute)];
        if (property.PropertyType == typeof(string))
        {
            return property.GetMethod!.CreateDelegate<Func<T, string?>>();
        }

        // A date or another kind that is kept as text
        var row = Expression.Parameter(typeof(T));
        var text = Expression.Call(CellCodec.Encoder(property.PropertyType), Expression.Property(row, property));
        return Expression.Lambda<Func<T, string?>>(Expression.Convert(text, typeof(string)), row).Compile();
    }

    private static Action<T, SqliteStatement> CompileBind(IReadOnlyList<PropertyInfo> properties)
    {
        var row = Expression.Parameter(typeof(T));
        var statement = Expression.Parameter(typeof(SqliteStatement));
        var body = properties.Select((property, i) => BindOne(statement, Expression.Constant(i + 1), Expression.Property(row, property)));
        return Expression.Lambda<Action<T, SqliteStatement>>(Expression.Block(body), row, statement).Compile();
    }

    private static Expression BindOne(ParameterExpression statement, ConstantExpression index, MemberExpression value)
    {
        var inner = Nullable.GetUnderlyingType(value.Type);
        return inner is null
            ? Expression.Call(SqliteCell.Binder(value.Type), statement, index, value)
            : Expression.IfThenElse(
                Expression.Property(value, "HasValue"),
                Expression.Call(SqliteCell.Binder(inner), statement, index, Expression.Property(value, "Value")),
                Expression.Call(statement, nameof(SqliteStatement.BindNull), null, index));
    }

    private static Func<SqliteStatement, T> CompileRead(IReadOnlyList<PropertyInfo> properties)
    {
        var statement = Expression.Parameter(typeof(SqliteStatement));
        var row = Expression.Variable(typeof(T));
        var nullability = new NullabilityInfoContext();
        var body = new List<Expression> { Expression.Assign(row, Expression.New(typeof(T))) };
        for (var i = 0; i < properties.Count; i++)
        {
            var property = properties[i];
            var column = Expression.Constant(i);
            var reader = SqliteCell.Reader(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
            var value = Expression.Convert(Expression.Call(reader, statement, column), property.PropertyType);
            var absent = nullability.Create(property).WriteState == NullabilityState.Nullable
                ? Expression.Assign(Expression.Property(row, property), Expression.Default(property.PropertyType))
                : (Expression)Expression.Empty();
            body.Add(Expression.IfThenElse(
                Expression.Call(statement, nameof(SqliteStatement.IsNull), null, column),
                absent,
                Expression.Assign(Expression.Property(row, property), value)));
        }

        body.Add(row);
        return Expression.Lambda<Func<SqliteStatement, T>>(Expression.Block([row], body), statement).Compile();
    }
}
