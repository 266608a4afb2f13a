using Notify.Activities.Ingestion.Loads;
using Notify.Activities.Progress;
using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Notify.Activities.Ingestion;

/// <summary>Brings a shop's files into the base tables, a table at a time.</summary>
public sealed class IngestActivities(ShopIngestion ingestion, StepReporter reporter)
{
    /// <summary>Checks that a delivery's files are there and have their columns, before anything is written.</summary>
    /// <param name="location">A folder, as this worker sees it, or <c>objects://prefix</c>.</param>
    /// <returns>The load to come.</returns>
    [Activity]
    public async Task<LoadPlan> PlanLoadAsync(string location)
    {
        try
        {
            return await ingestion.PlanAsync(location, ActivityExecutionContext.Current.CancellationToken);
        }
        catch (IngestException fault)
        {
            throw Final(fault);
        }
    }

    /// <summary>Loads one file. Loading it again in the same load ends in the same state.</summary>
    [Activity]
    public async Task<FileReport> LoadFileAsync(FileLoad request)
    {
        var progress = new Relay(reporter);
        try
        {
            return await ingestion.LoadFileAsync(request.Load, request.Location, request.File, progress, ActivityExecutionContext.Current.CancellationToken);
        }
        catch (IngestException fault)
        {
            throw Final(fault);
        }
    }

    /// <summary>Makes the load count.</summary>
    [Activity]
    public async Task CompleteLoadAsync(LoadCompletion completion)
    {
        try
        {
            await ingestion.CompleteAsync(completion.Plan, completion.Files, ActivityExecutionContext.Current.CancellationToken);
        }
        catch (IngestException fault)
        {
            throw Final(fault);
        }
    }

    /// <summary>A file does not mend itself: trying again would only delay the message.</summary>
    private static ApplicationFailureException Final(IngestException fault) =>
        new(fault.Message, fault, nameof(IngestException), nonRetryable: true);

    private sealed class Relay(StepReporter reporter) : IProgress<IngestProgress>
    {
        public void Report(IngestProgress value) =>
            reporter.Report($"{(value.Stage == IngestStage.Checking ? "check" : "load")} {value.File}", value.Rows, 0);
    }
}

/// <summary>One file of a load.</summary>
/// <param name="Load">The load's id.</param>
/// <param name="Location">A folder, or <c>objects://prefix</c>.</param>
/// <param name="File">One of <see cref="LoadPlan.Files"/>.</param>
public sealed record FileLoad(string Load, string Location, string File);

/// <summary>A load whose files are all loaded.</summary>
/// <param name="Plan">The load.</param>
/// <param name="Files">What became of each file.</param>
public sealed record LoadCompletion(LoadPlan Plan, IReadOnlyList<FileReport> Files);
