namespace Temporalio.Exceptions;

/// <summary>A schedule with this id exists.</summary>
public class ScheduleAlreadyRunningException : FailureException
{
    /// <summary>The fault, which needs no further words.</summary>
    public ScheduleAlreadyRunningException()
        : base("Schedule already running")
    {
    }
}
