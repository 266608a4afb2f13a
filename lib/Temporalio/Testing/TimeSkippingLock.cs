using Google.Protobuf.WellKnownTypes;
using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>
/// The server's lock on time, shared by everyone who waits: the first one unlocks it, the last one locks it again. The
/// server itself refuses a second unlocking.
/// </summary>
/// <param name="service">The server's side of it.</param>
internal sealed class TimeSkippingLock(TestService service) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private int waiters;
    private int disabled;
    private bool isSleeping;

    /// <summary>Runs something while time skips, unless that is disabled.</summary>
    internal async Task<T> UnlockedAsync<T>(Func<Task<T>> call)
    {
        if (Volatile.Read(ref disabled) > 0)
        {
            return await call();
        }

        await EnterAsync();
        try
        {
            return await call();
        }
        finally
        {
            await ExitAsync();
        }
    }

    /// <summary>Waits until the server's clock has advanced, skipping where nothing else holds it.</summary>
    internal async Task SleepAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        // Sleeping in the server takes real time when it does not skip
        var rpc = new RpcOptions { CancellationToken = cancellationToken, Timeout = delay + TimeSpan.FromMinutes(1) };
        var request = new Api.TestService.V1.SleepRequest { Duration = Duration.FromTimeSpan(delay) };
        if (!await TryBeginSleepAsync())
        {
            await UnlockedAsync(() => service.SleepAsync(request, rpc));
            return;
        }

        try
        {
            await service.UnlockTimeSkippingWithSleepAsync(request, rpc);
        }
        finally
        {
            await EndSleepAsync();
        }
    }

    /// <summary>Keeps time from skipping until disposed.</summary>
    internal IDisposable Disable()
    {
        Interlocked.Increment(ref disabled);
        return new Disabled(this);
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task<bool> TryBeginSleepAsync()
    {
        await gate.WaitAsync();
        try
        {
            if (waiters > 0 || isSleeping)
            {
                return false;
            }

            isSleeping = true;
            return true;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task EndSleepAsync()
    {
        await gate.WaitAsync();
        try
        {
            isSleeping = false;
            if (waiters > 0)
            {
                // They came during the sleep and found time unlocked; the server has just locked it again
                await service.UnlockTimeSkippingAsync(new());
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task EnterAsync()
    {
        await gate.WaitAsync();
        try
        {
            if (waiters == 0 && !isSleeping)
            {
                await service.UnlockTimeSkippingAsync(new());
            }

            waiters++;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task ExitAsync()
    {
        await gate.WaitAsync();
        try
        {
            waiters--;
            if (waiters == 0 && !isSleeping)
            {
                await service.LockTimeSkippingAsync(new());
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private sealed class Disabled(TimeSkippingLock owner) : IDisposable
    {
        private int isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isDisposed, 1) == 0)
            {
                Interlocked.Decrement(ref owner.disabled);
            }
        }
    }
}
