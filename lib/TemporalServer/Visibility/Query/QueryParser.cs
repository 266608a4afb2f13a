using System.Globalization;
using Temporalio.Transport;

namespace TemporalServer.Visibility.Query;

/// <summary>
/// Reads Temporal's visibility query language: comparisons, <c>IN</c>, <c>BETWEEN</c>, <c>STARTS_WITH</c>, <c>IS NULL</c>,
/// joined by <c>NOT</c>, <c>AND</c>, <c>OR</c> (binding in that order) and parentheses, then <c>GROUP BY</c> or <c>ORDER BY</c>.
/// </summary>
public sealed class QueryParser
{
    /// <summary>The longest query, in characters.</summary>
    public const int MaxLength = 32 * 1024;

    /// <summary>How deep parentheses and <c>NOT</c> may nest.</summary>
    public const int MaxDepth = 32;

    /// <summary>How many values a query may compare with; SQLite's bound on nested expressions (1,000) lies above it.</summary>
    public const int MaxValues = 800;

    private readonly List<Token> tokens;
    private int next;
    private int depth;
    private int values;

    private QueryParser(List<Token> tokens) => this.tokens = tokens;

    private Token Current => tokens[next];

    /// <summary>Reads a query; an empty one selects everything.</summary>
    /// <exception cref="GrpcStatusException">INVALID_ARGUMENT: the query is malformed or exceeds a bound.</exception>
    public static VisibilityQuery Parse(string query)
    {
        if (query.Length > MaxLength)
        {
            throw InvalidQuery.Because($"it has {query.Length} characters, more than the limit of {MaxLength}");
        }

        return new QueryParser(Lexer.Split(query)).ReadQuery();
    }

    private VisibilityQuery ReadQuery()
    {
        var filter = Current.Kind == TokenKind.End || IsWord("ORDER") || IsWord("GROUP") ? null : ReadOr();
        string? groupBy = null;
        if (TakeWord("GROUP"))
        {
            ExpectWord("BY");
            groupBy = ReadAttribute();
        }

        var orderBy = TakeWord("ORDER") ? ReadOrderBy() : [];
        if (Current.Kind != TokenKind.End)
        {
            throw Unexpected("AND, OR, ORDER BY, GROUP BY or the end of the query");
        }

        return new VisibilityQuery(filter, orderBy, groupBy);
    }

    private List<SortKey> ReadOrderBy()
    {
        ExpectWord("BY");
        var keys = new List<SortKey>();
        do
        {
            var attribute = ReadAttribute();
            var descending = TakeWord("DESC");
            if (!descending)
            {
                TakeWord("ASC");
            }

            keys.Add(new SortKey(attribute, descending));
            CountValue();
        }
        while (TakeSymbol(","));
        return keys;
    }

    private Condition ReadOr()
    {
        var terms = new List<Condition> { ReadAnd() };
        while (TakeWord("OR"))
        {
            terms.Add(ReadAnd());
        }

        return terms is [var only] ? only : new Condition.Or(terms);
    }

    private Condition ReadAnd()
    {
        var terms = new List<Condition> { ReadNot() };
        while (TakeWord("AND"))
        {
            terms.Add(ReadNot());
        }

        return terms is [var only] ? only : new Condition.And(terms);
    }

    private Condition ReadNot()
    {
        if (++depth > MaxDepth)
        {
            throw InvalidQuery.Because($"parentheses and NOT nest deeper than the limit of {MaxDepth}");
        }

        Condition condition;
        if (TakeWord("NOT"))
        {
            condition = new Condition.Not(ReadNot());
        }
        else if (TakeSymbol("("))
        {
            condition = ReadOr();
            ExpectSymbol(")");
        }
        else
        {
            condition = ReadTerm();
        }

        depth--;
        return condition;
    }

    private Condition ReadTerm()
    {
        var attribute = ReadAttribute();
        if (TakeWord("IS"))
        {
            var negated = TakeWord("NOT");
            ExpectWord("NULL");
            CountValue();
            return NotIf(negated, new Condition.IsNull(attribute));
        }

        var not = TakeWord("NOT");
        if (TakeWord("IN"))
        {
            return NotIf(not, new Condition.In(attribute, ReadList()));
        }

        if (TakeWord("BETWEEN"))
        {
            var low = ReadLiteral();
            ExpectWord("AND");
            return NotIf(not, new Condition.Between(attribute, low, ReadLiteral()));
        }

        if (TakeWord("STARTS_WITH"))
        {
            return NotIf(not, new Condition.StartsWith(attribute, ReadLiteral()));
        }

        return not
            ? throw Unexpected("IN, BETWEEN or STARTS_WITH after NOT")
            : new Condition.Compare(attribute, ReadComparison(), ReadLiteral());
    }

    private static Condition NotIf(bool negated, Condition condition) => negated ? new Condition.Not(condition) : condition;

    private Comparison ReadComparison()
    {
        var token = Current;
        Comparison? comparison = token.Kind != TokenKind.Symbol ? null : token.Text switch
        {
            "=" => Comparison.Equal,
            "!=" or "<>" => Comparison.NotEqual,
            "<" => Comparison.Less,
            "<=" => Comparison.LessOrEqual,
            ">" => Comparison.Greater,
            ">=" => Comparison.GreaterOrEqual,
            _ => null,
        };
        if (comparison is not { } found)
        {
            throw Unexpected("an operator: =, !=, <, <=, >, >=, IN, BETWEEN, STARTS_WITH or IS");
        }

        next++;
        return found;
    }

    private List<Literal> ReadList()
    {
        ExpectSymbol("(");
        var list = new List<Literal> { ReadLiteral() };
        while (TakeSymbol(","))
        {
            list.Add(ReadLiteral());
        }

        ExpectSymbol(")");
        return list;
    }

    private Literal ReadLiteral()
    {
        CountValue();
        var token = Current;
        Literal? literal = token.Kind switch
        {
            TokenKind.Text => new Literal.Text(token.Text),
            TokenKind.Integer => new Literal.Integer(long.Parse(token.Text, CultureInfo.InvariantCulture)),
            TokenKind.Real => new Literal.Real(double.Parse(token.Text, CultureInfo.InvariantCulture)),
            TokenKind.Word when IsWord("TRUE") => new Literal.Boolean(true),
            TokenKind.Word when IsWord("FALSE") => new Literal.Boolean(false),
            _ => null,
        };
        if (literal is null)
        {
            throw Unexpected("a value: quoted text, a number, true or false");
        }

        next++;
        return literal;
    }

    private string ReadAttribute()
    {
        var token = Current;
        if (token.Kind is not (TokenKind.Word or TokenKind.QuotedName))
        {
            throw Unexpected("the name of a search attribute");
        }

        next++;
        return token.Text;
    }

    private void CountValue()
    {
        if (++values > MaxValues)
        {
            throw InvalidQuery.Because($"it compares with more than {MaxValues} values");
        }
    }

    private bool IsWord(string word) =>
        Current.Kind == TokenKind.Word && Current.Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private bool TakeWord(string word)
    {
        var taken = IsWord(word);
        next += taken ? 1 : 0;
        return taken;
    }

    private void ExpectWord(string word)
    {
        if (!TakeWord(word))
        {
            throw Unexpected(word);
        }
    }

    private bool TakeSymbol(string symbol)
    {
        var taken = Current.Kind == TokenKind.Symbol && Current.Text == symbol;
        next += taken ? 1 : 0;
        return taken;
    }

    private void ExpectSymbol(string symbol)
    {
        if (!TakeSymbol(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }
    }

    private GrpcStatusException Unexpected(string expected) =>
        InvalidQuery.Because($"expected {expected} at position {Current.Position}, found '{Excerpt.Of(Current.Text)}'");
}
