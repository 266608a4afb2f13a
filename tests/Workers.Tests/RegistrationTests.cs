using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Notify.Activities;
using Notify.Workflows;
using Temporalio.Activities;
using Temporalio.Extensions.Hosting;
using Temporalio.Workflows;

namespace Notify.Workers.Tests;

/// <summary>What is written is also run: a workflow or activity that no worker knows would wait for ever.</summary>
public sealed class RegistrationTests
{
    private static readonly TemporalWorkerServiceOptions[] Workers = Registered();

    [Fact]
    public void EveryWorkflow_IsRunByExactlyOneWorker()
    {
        var written = typeof(TaskQueues).Assembly.GetTypes().Where(type => type.IsDefined(typeof(WorkflowAttribute)));

        Assert.Equal(
            written.Select(type => type.Name).Order(),
            Workers.SelectMany(worker => worker.Workflows).Select(workflow => workflow.Type.Name).Order());
    }

    [Fact]
    public void EveryActivity_IsRunByExactlyOneWorker()
    {
        var written = typeof(Pace).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.IsDefined(typeof(ActivityAttribute)))
            .Select(method => method.GetCustomAttribute<ActivityAttribute>()!.Name ?? Trimmed(method.Name));

        Assert.Equal(written.Order(), Workers.SelectMany(worker => worker.Activities).Select(activity => activity.Name!).Order());
    }

    [Fact]
    public void Deliveries_HaveAWorkerOfTheirOwn_SoThatNoPipelineMakesThemLate() =>
        Assert.Equal(
            ["Deliver", "GiveUp", "LoadPlan", "RecordOptOut"],
            Workers.Single(worker => worker.TaskQueue == TaskQueues.Deliveries).Activities.Select(activity => activity.Name!).Order());

    private static string Trimmed(string method) => method.EndsWith("Async", StringComparison.Ordinal) ? method[..^5] : method;

    private static TemporalWorkerServiceOptions[] Registered()
    {
        using var services = new ServiceCollection().AddNotifyWorkers().BuildServiceProvider();
        var options = services.GetRequiredService<IOptionsMonitor<TemporalWorkerServiceOptions>>();
        return [options.Get(TaskQueues.Pipelines), options.Get(TaskQueues.Glue), options.Get(TaskQueues.Deliveries)];
    }
}
