using System.Globalization;
using Temporalio.Client;

namespace TemporalConformance.Tests.Crashes;

/// <summary>A fixed number of journeys at a time, one after another, until drained.</summary>
internal sealed class JourneyLoad
{
    private const int AtATime = 10;

    private readonly List<Journey> journeys = [];
    private readonly ITemporalClient client;
    private readonly CancellationToken stuck;
    private readonly Task<Task> firstFault;
    private readonly Task all;
    private volatile bool isDraining;

    public JourneyLoad(ITemporalClient client, CancellationToken stuck)
    {
        this.client = client;
        this.stuck = stuck;
        Task[] lanes = [.. Enumerable.Range(0, AtATime).Select(_ => RunOneAfterAnotherAsync())];
        all = Task.WhenAll(lanes);
        firstFault = Task.WhenAny(lanes);
    }

    /// <summary>Ends when a journey fails, and only then while it is not drained.</summary>
    public Task Finished => firstFault.Unwrap();

    /// <summary>Starts no more journeys and waits for those under way.</summary>
    /// <returns>All journeys, with their results.</returns>
    public async Task<IReadOnlyList<Journey>> DrainAsync()
    {
        isDraining = true;
        try
        {
            await all;
        }
        catch (OperationCanceledException) when (stuck.IsCancellationRequested)
        {
            Assert.Fail($"stuck: {string.Join(", ", journeys.Where(journey => journey.Result is null).Select(journey => journey.Id))}");
        }

        return journeys;
    }

    private async Task RunOneAfterAnotherAsync()
    {
        while (!isDraining)
        {
            await Next().RunAsync(stuck);
        }
    }

    private Journey Next()
    {
        lock (journeys)
        {
            var journey = new Journey(client, string.Create(CultureInfo.InvariantCulture, $"journey-{journeys.Count}"));
            journeys.Add(journey);
            return journey;
        }
    }
}
