using System.Globalization;
using System.Text.Json.Nodes;
using Notify.AwsDoubles.Signing;

namespace Notify.AwsDoubles.Glue;

/// <summary>Jobs and their runs.</summary>
internal sealed class GlueRuns
{
    public Dictionary<string, GlueJob> Jobs { get; } = new(StringComparer.Ordinal);

    public List<GlueRun> All { get; } = [];

    public JsonObject Do(string operation, JsonObject request) => operation switch
    {
        "StartJobRun" => StartJobRun(request),
        "GetJobRun" => GetJobRun(request),
        "GetJobRuns" => GetJobRuns(request),
        "BatchStopJobRun" => BatchStopJobRun(request),
        _ => throw new RequestRefusedException(400, "UnknownOperationException", operation),
    };

    public GlueRun Start(string job, Dictionary<string, string> arguments, DateTimeOffset startedOn)
    {
        var run = new GlueRun(job, $"jr_{Guid.NewGuid():N}", arguments, startedOn) { ToCome = new Queue<string>(Jobs[job].States) };
        All.Add(run);
        return run;
    }

    private JsonObject StartJobRun(JsonObject request)
    {
        RequireMembers(request, "JobName", "Arguments");
        var name = NameOf(request);
        if (All.Count(run => run.JobName == name && run.IsActive) >= Jobs[name].MaxConcurrentRuns)
        {
            throw new RequestRefusedException(400, "ConcurrentRunsExceededException", $"Concurrent runs exceeded for {name}");
        }

        var arguments = (request["Arguments"] as JsonObject ?? []).ToDictionary(argument => argument.Key, argument => argument.Value!.GetValue<string>());
        if (arguments.Keys.FirstOrDefault(key => !key.StartsWith("--", StringComparison.Ordinal)) is { } stray)
        {
            throw new RequestRefusedException(400, "InvalidInputException", $"The argument '{stray}' does not begin with --.");
        }

        return new JsonObject { ["JobRunId"] = Start(name, arguments, DateTimeOffset.UtcNow).Id };
    }

    private JsonObject GetJobRun(JsonObject request)
    {
        RequireMembers(request, "JobName", "RunId");
        var run = Find(NameOf(request), request["RunId"]!.GetValue<string>());
        if (run.ToCome.TryDequeue(out var next))
        {
            run.State = next;
        }

        return new JsonObject { ["JobRun"] = Describe(run) };
    }

    private JsonObject GetJobRuns(JsonObject request)
    {
        RequireMembers(request, "JobName", "MaxResults", "NextToken");
        var name = NameOf(request);
        var from = int.Parse(request["NextToken"]?.GetValue<string>() ?? "0", CultureInfo.InvariantCulture);
        var most = request["MaxResults"]?.GetValue<int>() ?? 100;
        var found = All.Where(run => run.JobName == name).Reverse().ToList();
        var answer = new JsonObject { ["JobRuns"] = new JsonArray([.. found.Skip(from).Take(most).Select(Describe)]) };
        if (from + most < found.Count)
        {
            answer["NextToken"] = (from + most).ToString(CultureInfo.InvariantCulture);
        }

        return answer;
    }

    private JsonObject BatchStopJobRun(JsonObject request)
    {
        RequireMembers(request, "JobName", "JobRunIds");
        var (stopped, errors) = (new JsonArray(), new JsonArray());
        foreach (var run in request["JobRunIds"]!.AsArray().Select(id => Find(NameOf(request), id!.GetValue<string>())))
        {
            var named = new JsonObject { ["JobName"] = run.JobName, ["JobRunId"] = run.Id };
            if (run.IsActive)
            {
                run.State = "STOPPING";
                run.ToCome.Clear();
                run.ToCome.Enqueue("STOPPED");
                stopped.Add(named);
            }
            else
            {
                named["ErrorDetail"] = new JsonObject { ["ErrorCode"] = "JobRunInTerminalStateException", ["ErrorMessage"] = $"The run is {run.State}." };
                errors.Add(named);
            }
        }

        return new JsonObject { ["SuccessfulSubmissions"] = stopped, ["Errors"] = errors };
    }

    private JsonObject Describe(GlueRun run)
    {
        var described = new JsonObject
        {
            ["Id"] = run.Id,
            ["JobName"] = run.JobName,
            ["JobRunState"] = run.State,
            ["StartedOn"] = run.StartedOn.ToUnixTimeMilliseconds() / 1000.0,
            ["Arguments"] = new JsonObject(run.Arguments.Select(argument => KeyValuePair.Create(argument.Key, (JsonNode?)argument.Value))),
            ["ExecutionTime"] = 90,
            ["AllocatedCapacity"] = 10,
        };
        if (!run.IsActive && run.State != "SUCCEEDED")
        {
            described["ErrorMessage"] = Jobs[run.JobName].ErrorMessage;
        }

        return described;
    }

    private string NameOf(JsonObject request) => request["JobName"]!.GetValue<string>() is var name && Jobs.ContainsKey(name)
        ? name
        : throw new RequestRefusedException(400, "EntityNotFoundException", $"Entity not found: job '{name}'");

    private GlueRun Find(string job, string id) => All.Find(run => run.JobName == job && run.Id == id)
        ?? throw new RequestRefusedException(400, "EntityNotFoundException", $"Entity not found: run '{id}'");

    private static void RequireMembers(JsonObject request, params string[] known)
    {
        if (request.Select(member => member.Key).FirstOrDefault(member => !known.Contains(member)) is { } stray)
        {
            throw new RequestRefusedException(400, "InvalidInputException", $"Unknown member '{stray}'.");
        }
    }
}
