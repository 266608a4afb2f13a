namespace Temporalio.Client.Schedules;

/// <summary>What came of an action; see <see cref="ScheduleActionExecutionStartWorkflow"/>.</summary>
public abstract record ScheduleActionExecution
{
    private protected ScheduleActionExecution()
    {
    }
}
