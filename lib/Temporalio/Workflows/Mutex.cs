namespace Temporalio.Workflows;

/// <summary>A mutex for workflow code: a <see cref="Semaphore"/> with one permit.</summary>
public class Mutex
{
    private readonly Semaphore semaphore = new(1);

    /// <summary>Waits until it is free, and takes it; give it back with <see cref="ReleaseMutex"/>.</summary>
    /// <inheritdoc cref="Semaphore.WaitAsync(CancellationToken?)"/>
    public Task WaitOneAsync(CancellationToken? cancellationToken = null) => semaphore.WaitAsync(cancellationToken);

    /// <summary>Waits for some time until it is free, and takes it; give it back with <see cref="ReleaseMutex"/>.</summary>
    /// <returns>Whether it was free in time.</returns>
    /// <inheritdoc cref="Semaphore.WaitAsync(int, CancellationToken?)"/>
    public Task<bool> WaitOneAsync(int millisecondsTimeout, CancellationToken? cancellationToken = null) =>
        semaphore.WaitAsync(millisecondsTimeout, cancellationToken);

    /// <summary>Waits for some time until it is free, and takes it; give it back with <see cref="ReleaseMutex"/>.</summary>
    /// <returns>Whether it was free in time.</returns>
    /// <inheritdoc cref="Semaphore.WaitAsync(TimeSpan, CancellationToken?)"/>
    public Task<bool> WaitOneAsync(TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        semaphore.WaitAsync(timeout, cancellationToken);

    /// <summary>Gives it back.</summary>
    /// <exception cref="InvalidOperationException">It is free already.</exception>
    public void ReleaseMutex() => semaphore.Release();
}
