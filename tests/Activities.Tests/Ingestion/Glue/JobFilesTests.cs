using System.Text.Json;
using Notify.Storage.Tables;
using Notify.Storage.Tables.Records;

namespace Notify.Activities.Tests.Ingestion.Glue;

/// <summary>The jobs that run in Glue: whether they compile, know the tables as they are, and hand Spark what it can parse.</summary>
public sealed class JobFilesTests
{
    private static readonly string Parser = Path.Combine(JobFolder.Repository, "tests/Activities.Tests/Ingestion/Glue/spark/parse.mjs");

    [Fact]
    public async Task EveryPythonFile_Compiles()
    {
        var files = Directory.EnumerateFiles(JobFolder.Jobs, "*.py", SearchOption.AllDirectories).ToArray();

        Assert.NotEmpty(files);
        await JobFolder.PythonAsync("", ["-W", "error", "-m", "py_compile", .. files]);
    }

    [Fact]
    public Task PythonsOwnTests_Pass() => JobFolder.PythonAsync("", "-W", "error", "-m", "unittest", "discover", "-t", ".", "-s", "tests");

    [Fact]
    public async Task Tables_OfTheJobs_AreTheProducts()
    {
        var told = await JobFolder.PythonAsync("", "-c", "import json; from notify_glue.tables import TABLES; print(json.dumps({t.full_name: [t.keys, t.kinds] for t in TABLES.values()}))");

        var jobs = JsonDocument.Parse(told).RootElement;
        Check(NotifyTables.Users);
        Check(NotifyTables.UserPreferences);
        Check(NotifyTables.Products);
        Check(NotifyTables.Campaigns);
        Check(NotifyTables.PurchaseHistory);
        Check(NotifyTables.Clickstream);
        Check(NotifyTables.UserFeatures);
        Check(NotifyTables.ProductFeatures);
        Check(NotifyTables.UserProductMatrix);

        void Check<T>(TableDefinition<T> table)
            where T : class
        {
            var (keys, kinds) = (jobs.GetProperty(table.Name)[0], jobs.GetProperty(table.Name)[1]);
            Assert.Equal(table.SortKey is { } sort ? [table.PartitionKey, sort] : [table.PartitionKey], keys.EnumerateArray().Select(key => key.GetString()!));
            Assert.Equal(
                RecordShape.Of<T>().Attributes.Select(attribute => (attribute.Name, attribute.Kind)).OrderBy(attribute => attribute.Name, StringComparer.Ordinal),
                kinds.EnumerateObject().Select(kind => (kind.Name, KindOf(kind.Value.GetString()!))).OrderBy(attribute => attribute.Name, StringComparer.Ordinal));
        }
    }

    [Fact]
    public void EveryTable_HasItsJob() => Assert.Equal(
        ["campaigns", "product_features", "products", "purchase_history", "user_features", "user_preferences", "user_product_matrix", "users"],
        Directory.EnumerateFiles(Path.Combine(JobFolder.Jobs, "jobs"), "*.py").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    [Fact]
    public async Task FeatureSql_EveryFile_IsSparkSql()
    {
        var files = Directory.GetFiles(Path.Combine(JobFolder.Repository, "src/Activities/Features/Sql"), "*.sql");

        Assert.Equal(3, files.Length);
        Assert.All(await ParseAsync([.. files.Select(File.ReadAllText)]), Assert.Empty);
    }

    [Fact]
    public async Task FeatureSql_WhatOnlyDuckDbKnows_IsRefused()
    {
        string[] duckDbOnly =
        [
            "SELECT list_filter([1, 2], lambda x: x > 1)",
            "SELECT a::INT FROM t",
            "SELECT * EXCLUDE (a) FROM t",
            "SELECT {'a': 1}",
            "FROM t",
            "SELECT a FROM t QUALIFY row_number() OVER (ORDER BY a) = 1",
        ];

        Assert.All(await ParseAsync(duckDbOnly), Assert.NotEmpty);
    }

    private static AttributeKind KindOf(string kind) => kind switch
    {
        "whole" => AttributeKind.Integer,
        "money" => AttributeKind.Decimal,
        "flag" => AttributeKind.Boolean,
        "list" => AttributeKind.Json,
        _ => AttributeKind.Text,
    };

    private static async Task<string[][]> ParseAsync(string[] statements)
    {
        var faults = await JobFolder.NodeAsync(JsonSerializer.Serialize(statements), Parser, Path.Combine(JobFolder.Repository, "native/package.json"));
        return JsonSerializer.Deserialize<string[][]>(faults)!;
    }
}
