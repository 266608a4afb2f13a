using System.Text.RegularExpressions;
using Google.Protobuf;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Extensions.OpenTelemetry;
using Temporalio.Worker.Metrics;
using Temporalio.Worker.Tuning;

namespace Temporalio.Tests.Runtime;

/// <summary>Holds docs/telemetry.md to what is measured and traced.</summary>
public sealed partial class TelemetryDocumentTests
{
    private readonly string document = File.ReadAllText(Path.Combine(Root(), "docs", "telemetry.md"));

    [Fact]
    public void Metrics_EveryNameAndLabel_IsDocumentedAndNoOther()
    {
        var made = new MadeMetrics();
        MakeAll(made);

        var table = document[document.IndexOf("| metric", StringComparison.Ordinal)..document.IndexOf("Watch `", StringComparison.Ordinal)];
        var documented = Code().Matches(table).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.Empty(made.Names.Except(documented));
        Assert.All(made.Labels, label => Assert.Contains($"`{label}`", document, StringComparison.Ordinal));
        var values = made.Values.Append("temporal_…").Append("long_request…").Append("status_code");
        Assert.Empty(documented.Except(made.Names).Except(made.Labels).Except(values));
    }

    [Fact]
    public void Spans_EverySourceAndTag_IsDocumented()
    {
        var options = new TracingInterceptorOptions();
        string?[] names =
        [
            TracingInterceptor.ClientSource.Name, TracingInterceptor.WorkflowsSource.Name, TracingInterceptor.ActivitiesSource.Name,
            options.HeaderKey, options.TagNameWorkflowId, options.TagNameRunId, options.TagNameActivityId, options.TagNameUpdateId,
        ];
        Assert.All(names, name => Assert.Contains($"`{name}`", document, StringComparison.Ordinal));
    }

    private static void MakeAll(MadeMetrics meter)
    {
        var worker = new WorkerMetrics(WorkerMetrics.For(meter, "default", "queue"));
        worker.Started();
        worker.Slots(SlotType.Workflow);
        worker.Slots(SlotType.Activity);
        worker.Slots(SlotType.LocalActivity);
        worker.WorkflowPoller(isSticky: false);
        worker.WorkflowPoller(isSticky: true);
        worker.ActivityPoller();
        worker.Workflow("workflow");
        worker.Activity("activity", "workflow");
        worker.LocalActivity("activity", "workflow");
        _ = new ClientMetrics(meter).RecordAsync(
            "StartWorkflowExecution", new Api.WorkflowService.V1.StartWorkflowExecutionRequest(), TimeProvider.System, () => Task.FromResult<IMessage?>(null));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !Directory.Exists(Path.Combine(folder.FullName, "docs")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    /// <summary>Remembers which metrics are made, and with which labels.</summary>
    private sealed class MadeMetrics : MetricMeter
    {
        public HashSet<string> Names { get; private init; } = [];

        public HashSet<string> Labels { get; private init; } = [];

        public HashSet<string> Values { get; private init; } = [];

        public override MetricCounter<T> CreateCounter<T>(string name, string? unit = null, string? description = null)
        {
            Names.Add(name);
            return Silent.CreateCounter<T>(name, unit, description);
        }

        public override MetricHistogram<T> CreateHistogram<T>(string name, string? unit = null, string? description = null)
        {
            Names.Add(name);
            return Silent.CreateHistogram<T>(name, unit, description);
        }

        public override MetricGauge<T> CreateGauge<T>(string name, string? unit = null, string? description = null)
        {
            Names.Add(name);
            return Silent.CreateGauge<T>(name, unit, description);
        }

        public override MetricMeter WithTags(IEnumerable<KeyValuePair<string, object>> tags)
        {
            foreach (var (key, value) in tags)
            {
                Labels.Add(key);
                Values.Add($"{value}");
            }

            return new MadeMetrics { Names = Names, Labels = Labels, Values = Values };
        }

        private static MetricMeter Silent => Temporalio.Runtime.Metrics.SilentMeter.Instance;
    }
}
