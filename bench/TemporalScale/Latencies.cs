using System.Diagnostics;
using System.Globalization;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;

namespace TemporalScale;

/// <summary>How long single calls take over gRPC, one after another.</summary>
/// <param name="client">Connected over gRPC.</param>
internal sealed class Latencies(TemporalClient client)
{
    private const int Calls = 200;
    private const int PageSize = 100;
    private readonly string @namespace = client.Options.Namespace;

    /// <summary>Medians by call, milliseconds.</summary>
    /// <param name="open">How many sleepers there are.</param>
    public async Task<List<(string Call, double Milliseconds)>> MeasureAsync(int open)
    {
        var random = new Random(2);
        List<(string, double)> medians = [];
        async Task AddAsync(string name, Func<Task> call, Func<Task>? before = null, Func<Task>? after = null) =>
            medians.Add((name, await MedianAsync(call, before, after)));

        await AddAsync("describe", () => client.WorkflowService.DescribeWorkflowExecutionAsync(new()
        {
            Namespace = @namespace,
            Execution = new() { WorkflowId = Fill.IdOf(random.Next(open)) },
        }));
        string[] filters =
        [
            "",
            "ExecutionStatus = 'Running'",
            "ExecutionStatus = 'Failed'",
            "WorkflowType = 'sleeper'",
            "WorkflowType = 'sleeper' AND ExecutionStatus = 'Running'",
            "WorkflowType = 'another' AND ExecutionStatus = 'Running'",
            "StartTime < '2020-01-01T00:00:00Z'",
            "WorkflowId = '#'",
            $"{Fill.Attribute} = 'customer-@'",
            $"{Fill.Attribute} = 'customer-@' AND ExecutionStatus = 'Running'",
        ];
        string Filter(string text) => text.Replace("#", Fill.IdOf(random.Next(open)), StringComparison.Ordinal)
            .Replace("@", $"{random.Next(open) / 20}", StringComparison.Ordinal);
        foreach (var filter in filters)
        {
            await AddAsync($"list {filter}", () => client.WorkflowService.ListWorkflowExecutionsAsync(
                new() { Namespace = @namespace, PageSize = PageSize, Query = Filter(filter) }));
        }

        foreach (var filter in (string[])["", "GROUP BY ExecutionStatus", .. filters[1..6], filters[8]])
        {
            await AddAsync($"count {filter}", () => client.WorkflowService.CountWorkflowExecutionsAsync(
                new() { Namespace = @namespace, Query = Filter(filter) }));
        }

        await AddAsync("poll", PollAsync, before: () => client.StartWorkflowAsync("probe", [], new("probe", "probes")), after: EndAsync);
        return medians;
    }

    /// <summary>Prints both and their ratios.</summary>
    public static void Compare(List<(string Call, double Milliseconds)> few, List<(string Call, double Milliseconds)> many)
    {
        Console.WriteLine("medians over gRPC, milliseconds:   at 1,000   at all   ratio");
        foreach (var ((call, before), (_, after)) in few.Zip(many))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {call,-70} {before,8:F2} {after,8:F2} {after / before,7:F2}"));
        }
    }

    private static async Task<double> MedianAsync(Func<Task> call, Func<Task>? before, Func<Task>? after)
    {
        var times = new double[Calls];
        for (var i = -Calls / 4; i < Calls; i++)
        {
            await (before?.Invoke() ?? Task.CompletedTask);
            var began = Stopwatch.GetTimestamp();
            await call();
            times[Math.Max(i, 0)] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            await (after?.Invoke() ?? Task.CompletedTask);
            if (times[0] > 2000)
            {
                // Far from flat: one call tells enough
                return times[0];
            }
        }

        Array.Sort(times);
        return times[Calls / 2];
    }

    private async Task PollAsync()
    {
        var task = await client.WorkflowService.PollWorkflowTaskQueueAsync(new PollWorkflowTaskQueueRequest
        {
            Namespace = @namespace,
            TaskQueue = new() { Name = "probes", Kind = TaskQueueKind.Normal },
            Identity = "probe",
        });
        if (task.TaskToken.IsEmpty)
        {
            throw new InvalidOperationException("The poll brought no task.");
        }
    }

    private Task EndAsync() => client.GetWorkflowHandle("probe").TerminateAsync();
}
