using Notify.Activities.Progress;
using Notify.Cli.Output;
using Spectre.Console;

namespace Notify.Cli.Demo;

/// <summary>Where the compressed day stands.</summary>
/// <param name="Elapsed">Of the shop's time.</param>
/// <param name="Running">Deliveries under way.</param>
/// <param name="Delivered">Notifications in inboxes.</param>
internal sealed record DayState(TimeSpan Elapsed, long Running, long Delivered);

/// <summary>The demo's progress bars, on stderr.</summary>
internal static class DemoProgress
{
    /// <summary>One bar per step, until the pipeline has ended.</summary>
    public static Task ShowPipelineAsync(
        Terminal terminal, ProgressBoard board, Task pipeline, TimeSpan every, CancellationToken cancellationToken) =>
        Bars(terminal).StartAsync(async bars =>
        {
            var tasks = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
            while (true)
            {
                var ended = pipeline.IsCompleted;
                foreach (var (step, progress) in board.Steps)
                {
                    if (!tasks.TryGetValue(step, out var task))
                    {
                        tasks[step] = task = bars.AddTask(Markup.Escape(step));
                    }

                    task.MaxValue = Math.Max(1, Math.Max(progress.Total, progress.Done));
                    task.Value = progress.Done;
                }

                if (ended)
                {
                    return;
                }

                await Task.WhenAny(pipeline, Task.Delay(every, cancellationToken)).ConfigureAwait(false);
            }
        });

    /// <summary>A bar of the day and one of what was delivered, until every delivery has ended.</summary>
    public static Task ShowDayAsync(
        Terminal terminal, int planned, Func<Task<DayState>> read, TimeSpan every, CancellationToken cancellationToken) =>
        Bars(terminal).StartAsync(async bars =>
        {
            var day = bars.AddTask("day", maxValue: TimeSpan.FromDays(1).TotalMinutes);
            var sent = bars.AddTask("delivered", maxValue: Math.Max(1, planned));
            while (true)
            {
                var state = await read().ConfigureAwait(false);
                day.Value = state.Elapsed.TotalMinutes;
                sent.Value = state.Delivered;
                if (state.Running == 0)
                {
                    day.Value = day.MaxValue;
                    return;
                }

                await Task.Delay(every, cancellationToken).ConfigureAwait(false);
            }
        });

    private static Spectre.Console.Progress Bars(Terminal terminal) => terminal.Messages.Progress()
        .HideCompleted(false)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn());
}
