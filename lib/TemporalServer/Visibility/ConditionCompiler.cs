using TemporalServer.Persistence;
using TemporalServer.Visibility.Query;
using Temporalio.Transport;

namespace TemporalServer.Visibility;

/// <summary>Turns a condition into SQL over the visibility table, after checking it against the attributes' types.</summary>
internal sealed class ConditionCompiler(AttributeCatalog catalog, SqlText sql)
{
    private const string LastCharacter = "\U0010FFFF";

    /// <exception cref="GrpcStatusException">INVALID_ARGUMENT: an attribute is unknown or does not allow the comparison.</exception>
    public void Compile(Condition condition)
    {
        switch (condition)
        {
            case Condition.And and:
                Join(and.Terms, " AND ");
                break;
            case Condition.Or or:
                Join(or.Terms, " OR ");
                break;
            case Condition.Not not:
                sql.Add("NOT ");
                Join([not.Term], "");
                break;
            case Condition.Compare compare:
                Compare(catalog.Find(compare.Attribute), compare.Operator, compare.Value);
                break;
            case Condition.In list:
                In(catalog.Find(list.Attribute), list.Values);
                break;
            case Condition.Between range:
                Between(catalog.Find(range.Attribute), range.Low, range.High);
                break;
            case Condition.StartsWith prefix:
                StartsWith(catalog.Find(prefix.Attribute), prefix.Prefix);
                break;
            case Condition.IsNull missing:
                Scalar(catalog.Find(missing.Attribute)).Add(" IS NULL");
                break;
        }
    }

    /// <summary>Adds the expression of an attribute that has one value an execution.</summary>
    public SqlText Scalar(SearchAttribute attribute) => attribute.Column is { } column
        ? sql.Add(column)
        : sql.Add(AttributeIndex.Expression(attribute.Name));

    private void Join(IReadOnlyList<Condition> terms, string between)
    {
        sql.Add("(");
        for (var i = 0; i < terms.Count; i++)
        {
            sql.Add(i == 0 ? "" : between);
            Compile(terms[i]);
        }

        sql.Add(")");
    }

    private void Compare(SearchAttribute attribute, Comparison comparison, Literal literal)
    {
        var value = QueryValue.For(attribute, literal);
        var equality = comparison is Comparison.Equal or Comparison.NotEqual;
        if (!equality && attribute.Type is AttributeType.Text or AttributeType.KeywordList or AttributeType.Bool or AttributeType.Status)
        {
            throw Unsupported(attribute, Symbol(comparison));
        }

        switch (attribute.Type)
        {
            case AttributeType.KeywordList:
                AnyElement(attribute, comparison == Comparison.NotEqual, () => sql.Add("value = ").Value(value));
                break;
            case AttributeType.Text:
                Words(attribute, comparison == Comparison.NotEqual, (string)value);
                break;
            default:
                Scalar(attribute).Add($" {Symbol(comparison)} ").Value(value);
                break;
        }
    }

    private void In(SearchAttribute attribute, IReadOnlyList<Literal> literals)
    {
        if (attribute.Type is AttributeType.Text)
        {
            throw Unsupported(attribute, "IN");
        }

        var values = literals.Select(literal => QueryValue.For(attribute, literal)).ToList();
        if (attribute.Type == AttributeType.KeywordList)
        {
            AnyElement(attribute, negated: false, () => sql.Add("value IN (").Values(values).Add(")"));
        }
        else
        {
            Scalar(attribute).Add(" IN (").Values(values).Add(")");
        }
    }

    private void Between(SearchAttribute attribute, Literal low, Literal high)
    {
        if (attribute.Type is AttributeType.Text or AttributeType.KeywordList or AttributeType.Bool or AttributeType.Status)
        {
            throw Unsupported(attribute, "BETWEEN");
        }

        sql.Add("(");
        Scalar(attribute).Add(" BETWEEN ").Value(QueryValue.For(attribute, low)).Add(" AND ").Value(QueryValue.For(attribute, high)).Add(")");
    }

    private void StartsWith(SearchAttribute attribute, Literal literal)
    {
        if (attribute.Type is not (AttributeType.Keyword or AttributeType.KeywordList))
        {
            throw Unsupported(attribute, "STARTS_WITH");
        }

        var prefix = (string)QueryValue.For(attribute, literal);
        if (attribute.Type == AttributeType.KeywordList)
        {
            AnyElement(attribute, negated: false, () => Prefix(() => sql.Add("value"), prefix));
        }
        else
        {
            Prefix(() => Scalar(attribute), prefix);
        }
    }

    // The bounds let an index narrow the search; unlike LIKE, substr takes % and _ as they are
    private void Prefix(Func<SqlText> expression, string prefix)
    {
        sql.Add("(");
        expression().Add(" >= ").Value(prefix).Add(" AND ");
        expression().Add(" < ").Value(prefix + LastCharacter).Add(" AND substr(");
        expression().Add(", 1, length(").Value(prefix).Add(")) = ").Value(prefix).Add(")");
    }

    private void AnyElement(SearchAttribute attribute, bool negated, Action test)
    {
        sql.Add(negated ? "NOT EXISTS" : "EXISTS").Add(" (SELECT 1 FROM json_each(search_attributes, ").Value(attribute.JsonPath).Add(") WHERE ");
        test();
        sql.Add(")");
    }

    private void Words(SearchAttribute attribute, bool negated, string text)
    {
        if (!TextSearch.Words(text).Any())
        {
            throw InvalidQuery.Because($"{attribute.Name} is searched by words, and '{Excerpt.Of(text)}' has none");
        }

        sql.Add(negated ? "NOT has_word(" : "has_word(");
        Scalar(attribute).Add(", ").Value(text).Add(")");
    }

    private static string Symbol(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "!=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        _ => ">=",
    };

    private static GrpcStatusException Unsupported(SearchAttribute attribute, string operation) =>
        InvalidQuery.Because($"{attribute.Name} is {attribute.Type}, which does not support {operation}");
}
