using System.Text.Json;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using TemporalServer.Visibility.Query;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace TemporalServer.Visibility;

/// <summary>What counts are split by: an attribute with few values, such as the status.</summary>
internal sealed class Grouping
{
    /// <summary>At most so many groups are counted.</summary>
    public const int MaxGroups = 1_000;

    private readonly SearchAttribute attribute;
    private readonly AttributeCatalog catalog;

    /// <exception cref="Temporalio.Transport.GrpcStatusException">INVALID_ARGUMENT: the attribute has too many values to group by.</exception>
    public Grouping(SearchAttribute attribute, AttributeCatalog catalog)
    {
        (this.attribute, this.catalog) = (attribute, catalog);
        if (attribute.Type is not (AttributeType.Status or AttributeType.Keyword or AttributeType.Bool))
        {
            throw InvalidQuery.Because($"GROUP BY takes ExecutionStatus, or an attribute of type Keyword or Bool; {attribute.Name} is {attribute.Type}");
        }
    }

    /// <summary>Adds the expression to group by.</summary>
    public SqlText Add(SqlText sql) => new ConditionCompiler(catalog, sql).Scalar(attribute);

    /// <summary>The group's value, as search attributes hold it.</summary>
    public Payload Value(SqliteDataReader row, int column) => row.IsDBNull(column) ? Payload("Keyword", null) : attribute.Type switch
    {
        AttributeType.Status => Payload("Keyword", ((WorkflowExecutionStatus)row.GetInt32(column)).ToString()),
        AttributeType.Bool => Payload("Bool", row.GetInt64(column) != 0),
        _ => Payload("Keyword", row.GetString(column)),
    };

    private static Payload Payload(string type, object? value) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8(type) },
        Data = ByteString.CopyFrom(JsonSerializer.SerializeToUtf8Bytes(value)),
    };
}
