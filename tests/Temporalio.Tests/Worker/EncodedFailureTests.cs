using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Tests.Worker;

/// <summary>Messages and stack traces of failures under a codec, from worker over server to client.</summary>
public sealed class EncodedFailureTests
{
    private static readonly DataConverter Encrypting = DataConverter.Default with
    {
        FailureConverter = new DefaultFailureConverter.WithEncodedCommonAttributes(),
        PayloadCodec = new MirrorCodec(),
    };

    [Fact]
    public async Task Failure_OfAnActivity_IsHiddenInTheHistoryAndWholeAtTheClient()
    {
        await using var harness = await WorkerHarness.StartAsync(options: new() { DataConverter = Encrypting });
        var handle = await harness.Client.StartWorkflowAsync((FailingActivityWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());

        var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        var cause = Assert.IsType<ApplicationFailureException>(Assert.IsType<ActivityFailureException>(failed.InnerException).InnerException);
        Assert.Equal(("no way", "NoWay"), (cause.Message, cause.ErrorType));
        Assert.Contains(nameof(GreetingActivities), cause.StackTrace, StringComparison.Ordinal);
        var json = (await harness.HistoryAsync(handle.Id)).ToJson();
        Assert.DoesNotContain("no way", json, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(GreetingActivities), json, StringComparison.Ordinal);
        Assert.Contains("Encoded failure", json, StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String(MirrorCodec.Encoding.ToByteArray()), json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_OfAWorkflowTask_IsEncodedToo()
    {
        await using var harness = await WorkerHarness.StartAsync(options: new() { DataConverter = Encrypting });
        var handle = await harness.Client.StartWorkflowAsync((BuggyWorkflow wf) => wf.RunAsync(), WorkerHarness.NewWorkflow());

        var failure = (await SchedulerTests.FirstTaskFailureAsync(handle)).WorkflowTaskFailedEventAttributes.Failure;
        Assert.Equal(("Encoded failure", ""), (failure.Message, failure.StackTrace));
        Assert.Equal(MirrorCodec.Encoding, failure.EncodedAttributes.Metadata["encoding"]);
        Assert.NotEqual("Encoded failure", (await Encrypting.ToExceptionAsync(failure)).Message);
    }
}
