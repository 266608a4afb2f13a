using System.Text;

namespace Notify.SampleData.Wording;

/// <summary>Templates with named slots, and the letter case of English titles.</summary>
internal static class TemplateText
{
    /// <summary>The template with each {slot} replaced by its value.</summary>
    /// <exception cref="FormatException">The template names a slot without a value, or a brace has no partner.</exception>
    public static string Filled(this string template, IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder();
        var rest = template.AsSpan();
        for (var open = rest.IndexOf('{'); open >= 0; open = rest.IndexOf('{'))
        {
            var close = rest.IndexOf('}');
            var slot = close > open ? rest[(open + 1)..close].ToString() : string.Empty;
            text.Append(rest[..open]).Append(values.TryGetValue(slot, out var value)
                ? value
                : throw new FormatException($"Template \"{template}\" has a slot \"{slot}\" that nothing fills; known are {string.Join(", ", values.Keys)}."));
            rest = rest[(close + 1)..];
        }

        return text.Append(rest).ToString();
    }

    /// <summary>Every word after a space with a capital.</summary>
    public static string TitleCased(this string text) =>
        string.Join(' ', text.Split(' ').Select(Capitalised));

    /// <summary>The first letter with a capital.</summary>
    public static string Capitalised(this string text) =>
        text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
