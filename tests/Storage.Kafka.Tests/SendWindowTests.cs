using Notify.Storage.Streams.Kafka;

namespace Notify.Storage.Kafka.Tests;

public sealed class SendWindowTests
{
    private readonly SendWindow window = new(bytes: 100);

    [Fact]
    public async Task EnterAsync_Full_WaitsForRoomFirstComeFirstServed()
    {
        await window.EnterAsync(80, CancellationToken.None);
        var large = window.EnterAsync(90, CancellationToken.None).AsTask();
        var small = window.EnterAsync(10, CancellationToken.None).AsTask();

        Assert.False(large.IsCompleted);
        // It would fit, but would keep the large one waiting for ever
        Assert.False(small.IsCompleted);

        window.Leave(80);
        await Task.WhenAll(large, small).WaitAsync(TestKafka.Patience);
    }

    [Fact]
    public async Task EnterAsync_LargerThanTheWindow_GoesAlone()
    {
        await window.EnterAsync(500, CancellationToken.None);
        var next = window.EnterAsync(1, CancellationToken.None).AsTask();
        Assert.False(next.IsCompleted);

        window.Leave(500);

        await next.WaitAsync(TestKafka.Patience);
    }

    [Fact]
    public async Task EnterAsync_Cancelled_TakesNothing()
    {
        await window.EnterAsync(100, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var cancelled = window.EnterAsync(100, stop.Token).AsTask();
        var next = window.EnterAsync(100, CancellationToken.None).AsTask();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        window.Leave(100);

        await next.WaitAsync(TestKafka.Patience);
    }
}
