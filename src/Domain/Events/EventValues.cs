using System.Text;
using System.Text.Json;
using Notify.Domain.Ingestion;

namespace Notify.Domain.Events;

/// <summary>How JSON writes the values of events.</summary>
internal static class EventValues
{
    // Long enough for any moment and amount that is one
    private const int MostBytes = 64;

    private const int MostShown = 40;

    /// <summary>The text, trimmed. False when it is no Unicode text, such as half a surrogate pair.</summary>
    public static bool TryText(ref Utf8JsonReader reader, out string text)
    {
        try
        {
            text = reader.GetString()!.Trim();
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    /// <summary>A moment of ISO 8601 with its offset, as UTC. A time without an offset is nobody's moment.</summary>
    public static bool TryMoment(ref Utf8JsonReader reader, out DateTimeOffset moment)
    {
        moment = default;
        // A C# producer writes the plus of an offset as an escape
        var hasOffset = reader.ValueIsEscaped ? TryText(ref reader, out var text) && HasOffset(Encoding.UTF8.GetBytes(text)) : HasOffset(reader.ValueSpan);
        if (!hasOffset || !reader.TryGetDateTimeOffset(out moment))
        {
            return false;
        }

        moment = moment.ToUniversalTime();
        return true;
    }

    /// <summary>An amount, as a number or as the text of one.</summary>
    public static bool TryAmount(ref Utf8JsonReader reader, out decimal amount)
    {
        amount = 0;
        return reader.TokenType switch
        {
            JsonTokenType.Number => reader.TryGetDecimal(out amount),
            JsonTokenType.String => reader.ValueSpan.Length <= MostBytes && TryText(ref reader, out var text) && InputText.TryAmount(text, out amount),
            _ => false,
        };
    }

    public static bool HasControl(string key)
    {
        foreach (var character in key)
        {
            if (char.IsControl(character))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A value as a message shows it.</summary>
    public static string Shown(string value) => value.Length <= MostShown ? value : value[..MostShown] + "…";

    /// <summary>What stands there, as a message shows it.</summary>
    public static string Raw(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "{…}",
        JsonTokenType.StartArray => "[…]",
        // Bytes that are no text are shown as such; this is a message, not data
        _ => Shown(Encoding.UTF8.GetString(reader.ValueSpan)),
    };

    private static bool HasOffset(ReadOnlySpan<byte> moment)
    {
        const int DateAndT = 11;
        return moment.Length > DateAndT && (moment[^1] == (byte)'Z' || moment[DateAndT..].IndexOfAny((byte)'+', (byte)'-') >= 0);
    }
}
