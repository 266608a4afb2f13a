using System.Text;
using Amazon.DynamoDBv2.Model;

namespace Notify.Storage.Tables.DynamoDb;

/// <summary>The size of items by DynamoDB's own rule: names and values together, text in UTF-8.</summary>
internal static class ItemSize
{
    /// <summary>Most bytes of an item: 400 KB.</summary>
    public const int Limit = 400 * 1024;

    public static int Of(Dictionary<string, AttributeValue> item) => item.Sum(Of);

    /// <summary>Bytes of one attribute with its name; of a number, the most it can take.</summary>
    public static int Of(KeyValuePair<string, AttributeValue> attribute) => Encoding.UTF8.GetByteCount(attribute.Key) + attribute.Value switch
    {
        { S: { } text } => Encoding.UTF8.GetByteCount(text),
        { N: { } number } => (number.Length / 2) + 2,
        { B: { } bytes } => (int)bytes.Length,
        _ => 1,
    };
}
