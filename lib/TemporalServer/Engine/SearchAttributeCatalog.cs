using System.Collections.Concurrent;
using Google.Protobuf;
using TemporalServer.Persistence;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace TemporalServer.Engine;

/// <summary>Which search attributes a namespace knows, and of which type.</summary>
internal sealed class SearchAttributeCatalog
{
    private readonly ConcurrentDictionary<(string Namespace, string Name), IndexedValueType> custom = new();
    private readonly Database database;

    public SearchAttributeCatalog(Database database)
    {
        this.database = database;
        foreach (var (@namespace, name, type) in database.Read(static connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT namespace, name, type FROM search_attributes";
            using var reader = command.ExecuteReader();
            List<(string, string, IndexedValueType)> rows = [];
            while (reader.Read())
            {
                rows.Add((reader.GetString(0), reader.GetString(1), (IndexedValueType)reader.GetInt32(2)));
            }

            return rows;
        }))
        {
            custom[(@namespace, name)] = type;
        }
    }

    /// <summary>What the server itself sets.</summary>
    public static IReadOnlyDictionary<string, IndexedValueType> System { get; } = new Dictionary<string, IndexedValueType>
    {
        ["WorkflowType"] = IndexedValueType.Keyword,
        ["WorkflowId"] = IndexedValueType.Keyword,
        ["RunId"] = IndexedValueType.Keyword,
        ["ExecutionStatus"] = IndexedValueType.Keyword,
        ["TaskQueue"] = IndexedValueType.Keyword,
        ["StartTime"] = IndexedValueType.Datetime,
        ["ExecutionTime"] = IndexedValueType.Datetime,
        ["CloseTime"] = IndexedValueType.Datetime,
        ["ExecutionDuration"] = IndexedValueType.Int,
        ["HistoryLength"] = IndexedValueType.Int,
        ["HistorySizeBytes"] = IndexedValueType.Int,
        ["StateTransitionCount"] = IndexedValueType.Int,
        ["ParentWorkflowId"] = IndexedValueType.Keyword,
        ["ParentRunId"] = IndexedValueType.Keyword,
        ["RootWorkflowId"] = IndexedValueType.Keyword,
        ["RootRunId"] = IndexedValueType.Keyword,
    };

    /// <summary>Known to every namespace, set by SDKs and the server.</summary>
    public static IReadOnlyDictionary<string, IndexedValueType> Predefined { get; } = new Dictionary<string, IndexedValueType>
    {
        ["TemporalChangeVersion"] = IndexedValueType.KeywordList,
        ["BinaryChecksums"] = IndexedValueType.KeywordList,
        ["BuildIds"] = IndexedValueType.KeywordList,
        ["BatcherNamespace"] = IndexedValueType.Keyword,
        ["BatcherUser"] = IndexedValueType.Keyword,
        ["TemporalScheduledStartTime"] = IndexedValueType.Datetime,
        ["TemporalScheduledById"] = IndexedValueType.Keyword,
        ["TemporalSchedulePaused"] = IndexedValueType.Bool,
        ["TemporalNamespaceDivision"] = IndexedValueType.Keyword,
        ["TemporalPauseInfo"] = IndexedValueType.KeywordList,
        ["TemporalReportedProblems"] = IndexedValueType.KeywordList,
        ["TemporalWorkerDeploymentVersion"] = IndexedValueType.Keyword,
        ["TemporalWorkflowVersioningBehavior"] = IndexedValueType.Keyword,
        ["TemporalWorkerDeployment"] = IndexedValueType.Keyword,
    };

    /// <summary>All that every namespace knows.</summary>
    public static IDictionary<string, IndexedValueType> BuiltIn => System.Concat(Predefined).ToDictionary();

    /// <summary>Those added to a namespace.</summary>
    public IDictionary<string, IndexedValueType> Custom(string @namespace) =>
        custom.Where(entry => entry.Key.Namespace == @namespace).ToDictionary(static entry => entry.Key.Name, static entry => entry.Value);

    /// <summary>An attribute's type; null when the namespace does not know it.</summary>
    public IndexedValueType? TypeOf(string @namespace, string name) =>
        custom.TryGetValue((@namespace, name), out var type) || Predefined.TryGetValue(name, out type) || System.TryGetValue(name, out type)
            ? type : null;

    /// <exception cref="Temporalio.Transport.GrpcStatusException">A name is reserved or known with another type.</exception>
    public async Task AddAsync(string @namespace, IEnumerable<KeyValuePair<string, IndexedValueType>> attributes)
    {
        var added = attributes.ToArray();
        foreach (var (name, type) in added)
        {
            if (type == IndexedValueType.Unspecified || name.Length is 0 or > Limits.Id)
            {
                throw Faults.InvalidArgument($"Search attribute {name} needs a name and a type.");
            }

            if (name.AsSpan().IndexOfAny("\"'\\`") >= 0 || name.Any(char.IsControl))
            {
                throw Faults.InvalidArgument("A search attribute's name must not hold quotes, backslashes or control characters.");
            }

            if (System.ContainsKey(name) || Predefined.ContainsKey(name))
            {
                throw Faults.InvalidArgument($"Search attribute {name} is reserved by system.");
            }

            if (custom.TryGetValue((@namespace, name), out var known) && known != type)
            {
                throw new Temporalio.Transport.GrpcStatusException(
                    Temporalio.Transport.GrpcStatusCode.AlreadyExists, $"Search attribute {name} already exists with type {known}.");
            }
        }

        await database.Writer.WriteAsync(session =>
        {
            foreach (var (name, type) in added)
            {
                session.Execute(
                    "INSERT INTO search_attributes (namespace, name, type) VALUES ($0, $1, $2) ON CONFLICT DO NOTHING", @namespace, name, (long)type);
                if (AttributeIndex.Serves(name, type))
                {
                    session.Execute(AttributeIndex.Create(name));
                }
            }
        }).ConfigureAwait(false);
        foreach (var (name, type) in added)
        {
            custom[(@namespace, name)] = type;
        }
    }

    /// <exception cref="Temporalio.Transport.GrpcStatusException">A name is not known.</exception>
    public async Task RemoveAsync(string @namespace, IReadOnlyCollection<string> names)
    {
        foreach (var name in names)
        {
            if (!custom.ContainsKey((@namespace, name)))
            {
                throw Faults.NotFound($"Search attribute {name} doesn't exist.");
            }
        }

        await database.Writer.WriteAsync(session =>
        {
            foreach (var name in names)
            {
                session.Execute("DELETE FROM search_attributes WHERE namespace = $0 AND name = $1", @namespace, name);
            }
        }).ConfigureAwait(false);
        foreach (var name in names)
        {
            custom.TryRemove((@namespace, name), out _);
        }
    }

    /// <summary>Checks the names and marks each value with its type, as readers expect.</summary>
    /// <exception cref="Temporalio.Transport.GrpcStatusException">A name is not known.</exception>
    public SearchAttributes? Complete(string @namespace, SearchAttributes? attributes)
    {
        if (attributes is null || attributes.IndexedFields.Count == 0)
        {
            return null;
        }

        SearchAttributeLimits.Require(attributes);
        var complete = new SearchAttributes();
        foreach (var (name, payload) in attributes.IndexedFields)
        {
            if (System.ContainsKey(name))
            {
                throw Faults.InvalidArgument($"{name} attribute can't be set in SearchAttributes");
            }

            var type = TypeOf(@namespace, name)
                ?? throw Faults.InvalidArgument($"Namespace {@namespace} has no mapping defined for search attribute {name}");
            SearchAttributeLimits.RequireValue(name, type, payload);
            var typed = payload.Clone();
            typed.Metadata["type"] = ByteString.CopyFromUtf8(TypeName(type));
            complete.IndexedFields.Add(name, typed);
        }

        return complete;
    }

    private static string TypeName(IndexedValueType type) => type.ToString();
}
