using Notify.Storage;

namespace Notify.Activities.Erasing;

/// <summary>
/// Rids every store of the bytes of what was deleted. It writes whole files anew, so erasures that wait for it at the
/// same time share one scrub.
/// </summary>
public sealed class Scrubber(IEnumerable<IScrubbable> stores)
{
    private readonly Lock gate = new();
    private Task? running;
    private Task? next;

    /// <summary>Completes when a scrub has ended that began after this call.</summary>
    /// <exception cref="StorageException">A store could not be scrubbed.</exception>
    public Task ScrubAsync(CancellationToken cancellationToken)
    {
        Task scrub;
        lock (gate)
        {
            if (running is null or { IsCompleted: true })
            {
                running = next ?? Task.Run(RunAsync, CancellationToken.None);
                next = null;
                scrub = running;
            }
            else
            {
                scrub = next ??= AfterAsync(running);
            }
        }

        return scrub.WaitAsync(cancellationToken);
    }

    private async Task AfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
        {
            (running, next) = (next, null);
        }

        await RunAsync().ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        foreach (var store in stores)
        {
            await store.ScrubAsync().ConfigureAwait(false);
        }
    }
}
