using System.Reflection;
using System.Runtime.CompilerServices;
using Notify.Domain.Catalogue;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Records;

namespace Notify.Storage.Tests;

/// <summary>docs/data.md tells of every table there is.</summary>
public sealed class DataDocumentTests
{
    private static readonly string[] Sections = File.ReadAllText(Path.Combine(Here(), "../../docs/data.md")).Split("\n### ")[1..];

    public static TheoryData<string> Tables => [.. typeof(NotifyTables).GetProperties().Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(TableDefinition<>)).Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Tables))]
    public void DataDocument_EveryTable_NamesItsKeyAndAttributes(string table)
    {
        var (name, keys, attributes) = Describe(typeof(NotifyTables).GetProperty(table)!);
        var section = Assert.Single(Sections, section => section.Split(" · ")[0].Split(", ").Contains(name));

        Assert.Equal($"key {keys}", section.Split('\n')[0].Split(" · ")[1]);
        Assert.DoesNotContain(attributes, attribute => !section.Contains($"\n| `{attribute}` |", StringComparison.Ordinal));
    }

    private static (string Name, string Keys, IEnumerable<string> Attributes) Describe(PropertyInfo property) =>
        ((string, string, IEnumerable<string>))typeof(DataDocumentTests)
            .GetMethod(nameof(DescribeTable), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(property.PropertyType.GenericTypeArguments)
            .Invoke(null, [property.GetValue(null)])!;

    private static (string Name, string Keys, IEnumerable<string> Attributes) DescribeTable<T>(TableDefinition<T> table)
        where T : class
    {
        var attributes = RecordShape.Of<T>().Attributes.Select(attribute => attribute.Name);
        return (
            table.Name,
            table.SortKey is { } sort ? $"`{table.PartitionKey}`, `{sort}`" : $"`{table.PartitionKey}`",
            // The document points to products for what their features repeat
            typeof(T) == typeof(ProductFeatures) ? attributes.Except(RecordShape.Of<Product>().Attributes.Select(attribute => attribute.Name)) : attributes);
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
