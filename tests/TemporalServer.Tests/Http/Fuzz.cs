using System.Text;
using System.Text.RegularExpressions;

namespace TemporalServer.Tests.Http;

/// <summary>Requests that are nearly right, and some that are not at all.</summary>
internal static partial class Fuzz
{
    private static readonly string[] Values =
    [
        "default", "wf", "a/b", "", "0", "-1", "1", "99999999999999999999", "true", "null", "{}", "[]", "\"", "\0", "\u202e", "é", "%", "..", "a b", "🦊",
        "2026-11-20T08:00:00Z", "90s", "-5s", "AQI=", "WORKFLOW_EXECUTION_STATUS_RUNNING", "WorkflowType = 'x'", "GROUP BY ExecutionStatus", new('x', 1200),
    ];

    private static readonly string[] Names =
    [
        "namespace", "execution", "execution.runId", "workflow_execution", "workflowId", "taskQueue", "task_queue", "workflowType", "input", "payloads", "name",
        "query", "pageSize", "nextPageToken", "maximumPageSize", "waitNewEvent", "historyEventFilterType", "schedule", "spec", "interval", "calendar", "cronString",
        "action", "startWorkflow", "patch", "backfillRequest", "startTime", "endTime", "reason", "workflowTaskFinishEventId", "resetReapplyType", "jobId",
        "visibilityQuery", "terminationOperation", "executions", "request", "meta", "failure", "cause", "memo", "fields", "searchAttributes", "indexedFields",
        "retryPolicy", "workflowRunTimeout", "requestId", "policies", "state", "jitter", "timezoneName", "taskQueueType", "no such field",
    ];

    /// <summary>A route's path with something in each variable, and a query.</summary>
    public static string Path(Random random, string template)
    {
        var path = Variable().Replace(template, match =>
            random.Next(4) > 0 && match.Value.EndsWith("namespace}", StringComparison.Ordinal) ? "default" : Uri.EscapeDataString(Pick(random, Values)));
        var query = string.Join('&', Enumerable.Range(0, random.Next(4)).Select(_ => $"{Uri.EscapeDataString(Pick(random, Names))}={Uri.EscapeDataString(Pick(random, Values))}"));
        return random.Next(20) == 0 ? path.Replace("/", "//", StringComparison.Ordinal).Replace("//api", "/api", StringComparison.Ordinal) : $"{path}?{query}";
    }

    /// <summary>JSON of any shape, now and then cut off.</summary>
    public static string Body(Random random)
    {
        var text = new StringBuilder();
        Write(random, text, depth: 0);
        return random.Next(10) == 0 ? text.ToString(0, random.Next(text.Length)) : text.ToString();
    }

    private static void Write(Random random, StringBuilder text, int depth)
    {
        switch (depth == 0 ? 0 : random.Next(depth > 5 ? 2 : 0, 7))
        {
            case 0:
                text.Append('{').AppendJoin(',', Enumerable.Range(0, random.Next(6)).Select(_ => $"\"{Pick(random, Names)}\":{Inner(random, depth)}")).Append('}');
                break;
            case 1:
                text.Append('[').AppendJoin(',', Enumerable.Range(0, random.Next(3)).Select(_ => Inner(random, depth))).Append(']');
                break;
            case 2:
                text.Append(random.Next(2) == 0 ? "null" : "true");
                break;
            case 3:
                text.Append(Pick(random, ["0", "-1", "1e400", "1.5", "2147483648", "9223372036854775807"]));
                break;
            default:
                text.Append(System.Text.Json.JsonSerializer.Serialize(Pick(random, Values)));
                break;
        }
    }

    private static string Inner(Random random, int depth)
    {
        var text = new StringBuilder();
        Write(random, text, depth + 1);
        return text.ToString();
    }

    private static string Pick(Random random, string[] of) => of[random.Next(of.Length)];

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Variable();
}
