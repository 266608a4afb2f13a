using System.Globalization;
using System.Text;

namespace TemporalServer.Visibility.Query;

internal enum TokenKind
{
    Word,
    QuotedName,
    Text,
    Integer,
    Real,
    Symbol,
    End,
}

/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, unquoted and unescaped.</param>
/// <param name="Position">Where it begins, from 0, for error messages.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position);

/// <summary>Splits a visibility query into tokens.</summary>
internal static class Lexer
{
    private static readonly string[] Symbols = ["<=", ">=", "!=", "<>", "=", "<", ">", "(", ")", ","];

    public static List<Token> Split(string query)
    {
        var tokens = new List<Token>();
        var position = 0;
        while (true)
        {
            while (position < query.Length && char.IsWhiteSpace(query[position]))
            {
                position++;
            }

            if (position == query.Length)
            {
                tokens.Add(new Token(TokenKind.End, "the end of the query", position));
                return tokens;
            }

            tokens.Add(Next(query, ref position));
        }
    }

    private static Token Next(string query, ref int position)
    {
        var start = position;
        var first = query[position];
        if (first is '\'' or '"')
        {
            return new Token(TokenKind.Text, Quoted(query, ref position), start);
        }

        if (first == '`')
        {
            return new Token(TokenKind.QuotedName, Quoted(query, ref position), start);
        }

        if (char.IsAsciiDigit(first) || (first is '-' or '+' or '.' && position + 1 < query.Length && (char.IsAsciiDigit(query[position + 1]) || query[position + 1] == '.')))
        {
            return Number(query, ref position);
        }

        if (char.IsLetter(first) || first == '_')
        {
            while (position < query.Length && (char.IsLetterOrDigit(query[position]) || query[position] is '_' or '-' or '.'))
            {
                position++;
            }

            return new Token(TokenKind.Word, query[start..position], start);
        }

        foreach (var symbol in Symbols)
        {
            if (query.AsSpan(position).StartsWith(symbol, StringComparison.Ordinal))
            {
                position += symbol.Length;
                return new Token(TokenKind.Symbol, symbol, start);
            }
        }

        throw InvalidQuery.Because($"unexpected character '{first}' at position {position}");
    }

    // A quote inside is doubled or escaped with a backslash
    private static string Quoted(string query, ref int position)
    {
        var start = position;
        var quote = query[position++];
        var text = new StringBuilder();
        while (position < query.Length)
        {
            var current = query[position++];
            if (current == '\\' && quote != '`' && position < query.Length)
            {
                text.Append(Unescape(query[position++]));
            }
            else if (current != quote)
            {
                text.Append(current);
            }
            else if (position < query.Length && query[position] == quote)
            {
                text.Append(quote);
                position++;
            }
            else
            {
                return text.ToString();
            }
        }

        throw InvalidQuery.Because($"the quote opened at position {start} is never closed");
    }

    private static char Unescape(char escaped) => escaped switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        _ => escaped,
    };

    private static Token Number(string query, ref int position)
    {
        var start = position;
        while (position < query.Length && IsNumberPart(query, position, start))
        {
            position++;
        }

        var text = query[start..position];
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            return new Token(TokenKind.Integer, text, start);
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
            ? new Token(TokenKind.Real, text, start)
            : throw InvalidQuery.Because($"'{Excerpt.Of(text)}' at position {start} is not a number; quote it if it is text");
    }

    private static bool IsNumberPart(string query, int position, int start)
    {
        var current = query[position];
        return char.IsAsciiLetterOrDigit(current) || current == '.'
            || (current is '+' or '-' && (position == start || query[position - 1] is 'e' or 'E'));
    }
}
