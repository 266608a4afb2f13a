using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Notify.Storage;

namespace Notify.Workers.Expiring;

/// <summary>Has the stores drop what is past its retention, for as long as the host runs: when it starts and once a day.</summary>
/// <remarks>A timer of the process rather than a schedule of Temporal: it tends the files that this process has open.</remarks>
public sealed partial class ExpiryService(IEnumerable<IExpiring> stores, TimeProvider time, ILogger<ExpiryService> logger) : BackgroundService
{
    /// <summary>How long between two turns. Retentions are days and more, and a turn reads whole tables.</summary>
    public static TimeSpan Every { get; } = TimeSpan.FromDays(1);

    /// <summary>How long until the next turn after one that failed.</summary>
    public static TimeSpan AfterFault { get; } = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        var isFailing = false;
        try
        {
            do
            {
                // On the pool: the embedded stores work on the caller's thread
                var fault = await Task.Run(() => ExpireAsync(stoppingToken), CancellationToken.None).ConfigureAwait(false);
                timer.Period = fault is null ? Every : AfterFault;
                Report(fault, isFailing);
                isFailing = fault is not null;
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <returns>The first fault; a store that fails keeps no other from its turn.</returns>
    private async Task<Exception?> ExpireAsync(CancellationToken stop)
    {
        Exception? first = null;
        foreach (var store in stores)
        {
            try
            {
                await store.ExpireAsync(stop).ConfigureAwait(false);
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                first ??= fault;
            }
        }

        return first;
    }

    // Once, until it works again: a disk that stays full is one message, not one for each turn
    private void Report(Exception? fault, bool wasFailing)
    {
        if (fault is not null && !wasFailing)
        {
            LogFailed(logger, fault);
        }
        else if (fault is null && wasFailing)
        {
            LogRecovered(logger);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is past its retention cannot be dropped; it stays, and is tried again until it can")]
    private static partial void LogFailed(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "What is past its retention is dropped again")]
    private static partial void LogRecovered(ILogger logger);
}
