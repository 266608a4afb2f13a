using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Notify.AwsDoubles.Serving;
using Notify.AwsDoubles.Signing;

namespace Notify.AwsDoubles.Glue;

/// <summary>
/// AWS Glue's job runs, in this process: it verifies signature, target, content type and members, plays each run through
/// its job's states, and fails where a test tells it to.
/// </summary>
public sealed class GlueDouble : IAsyncDisposable
{
    private const string Target = "AWSGlue.";
    private readonly Lock gate = new();
    private readonly GlueRuns runs = new();
    private readonly List<PlannedFault> faults = [];
    private LoopbackServer server = null!;

    private GlueDouble()
    {
    }

    public Uri Address => server.Address;

    public AwsIdentity Identity { get; } = AwsIdentity.Of("glue");

    /// <summary>The jobs, by name.</summary>
    public IDictionary<string, GlueJob> Jobs => runs.Jobs;

    /// <summary>Every run ever started, oldest first.</summary>
    public IReadOnlyList<GlueRun> Runs
    {
        get
        {
            lock (gate)
            {
                return [.. runs.All];
            }
        }
    }

    /// <summary>Told the operation of each request, once it is answered.</summary>
    public Action<string> OnAnswered { get; set; } = _ => { };

    /// <summary>Told of each run before its start is acknowledged; it stands for what a job does.</summary>
    public Func<GlueRun, Task> OnStarted { get; set; } = _ => Task.CompletedTask;

    public static async Task<GlueDouble> StartAsync()
    {
        var made = new GlueDouble();
        made.server = await LoopbackServer.StartAsync(made.AnswerAsync);
        return made;
    }

    /// <summary>Lets the next requests of an operation fail with an error of AWS's.</summary>
    public void Fail(string operation, int status, string code, int times = 1) => Plan(new PlannedFault(operation, status, code), times);

    /// <summary>Cuts the connection after the next request of an operation is done, and before it is answered.</summary>
    public void LoseAnswer(string operation) => Plan(new PlannedFault(operation, 0, ""), times: 1);

    /// <summary>Starts a run past every check, as another program would.</summary>
    public GlueRun StartElsewhere(string job, Dictionary<string, string> arguments, DateTimeOffset startedOn)
    {
        lock (gate)
        {
            return runs.Start(job, arguments, startedOn);
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private void Plan(PlannedFault fault, int times)
    {
        lock (gate)
        {
            faults.AddRange(Enumerable.Repeat(fault, times));
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var operation = "";
        try
        {
            operation = OperationOf(context.Request);
            var body = await SigV4.VerifyAsync(context.Request, Identity);
            var fault = Next(operation);
            if (fault is { Status: > 0 })
            {
                throw new RequestRefusedException(fault.Status, fault.Code, "The test wants it so.");
            }

            var answer = Do(operation, JsonNode.Parse(body)!.AsObject());
            if (answer["JobRunId"] is { } started)
            {
                await OnStarted(Runs.Single(run => run.Id == started.GetValue<string>()));
            }

            if (fault is not null)
            {
                context.Abort();
                return;
            }

            await WriteAsync(context.Response, answer);
        }
        catch (RequestRefusedException refusal)
        {
            context.Response.StatusCode = refusal.Status;
            await WriteAsync(context.Response, new JsonObject { ["__type"] = $"com.amazonaws.glue#{refusal.Code}", ["Message"] = refusal.Message });
        }
        finally
        {
            OnAnswered(operation);
        }
    }

    private JsonObject Do(string operation, JsonObject request)
    {
        lock (gate)
        {
            return runs.Do(operation, request);
        }
    }

    private PlannedFault? Next(string operation)
    {
        lock (gate)
        {
            var next = faults.Find(planned => planned.Operation == operation);
            if (next is not null)
            {
                faults.Remove(next);
            }

            return next;
        }
    }

    private static string OperationOf(HttpRequest request)
    {
        var target = request.Headers["X-Amz-Target"].ToString();
        return request.Method == "POST" && request.Path == "/" && request.ContentType == "application/x-amz-json-1.1" && target.StartsWith(Target, StringComparison.Ordinal)
            ? target[Target.Length..]
            : throw new RequestRefusedException(400, "UnknownOperationException", $"{request.Method} {request.Path} {request.ContentType} {target}");
    }

    private static Task WriteAsync(HttpResponse response, JsonObject answer)
    {
        response.ContentType = "application/x-amz-json-1.1";
        response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        return response.WriteAsync(answer.ToJsonString());
    }

    private sealed record PlannedFault(string Operation, int Status, string Code);
}
