using Microsoft.Extensions.Logging;

namespace Temporalio.Worker;

/// <summary>A workflow's logger: silent while the code is led through what it already did.</summary>
internal sealed class ReplayAwareLogger(WorkflowInstance workflow, ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => !workflow.IsReplaying && inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            using var scope = inner.BeginScope(workflow.Info.CreateLoggerScope());
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
