using System.Diagnostics;

namespace Notify.EndToEnd;

/// <summary>
/// Waits for something that another process does. It asks again and again, because the product's own processes, which are
/// killed and started anew under it, say nothing of it but when they are asked.
/// </summary>
internal static class Condition
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    public static Task WaitAsync(Func<bool> holds, TimeSpan limit, string what) =>
        WaitAsync(() => Task.FromResult(holds()), limit, what);

    /// <exception cref="TimeoutException">It did not come to hold within the limit.</exception>
    public static async Task WaitAsync(Func<Task<bool>> holds, TimeSpan limit, string what)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Interval);
        while (!await holds())
        {
            if (watch.Elapsed > limit)
            {
                throw new TimeoutException($"After {limit} still not: {what}.");
            }

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
