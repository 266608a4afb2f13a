namespace Temporalio.Client.Schedules;

/// <summary>What a listed schedule does when.</summary>
public class ScheduleListSchedule
{
    internal ScheduleListSchedule(Api.Schedule.V1.ScheduleListInfo proto)
    {
        Action = new ScheduleListActionStartWorkflow(proto.WorkflowType?.Name ?? string.Empty);
        Spec = ScheduleProtos.FromProto(proto.Spec ?? new());
        State = new(proto.Notes.Length == 0 ? null : proto.Notes, proto.Paused);
    }

    /// <summary>What is done.</summary>
    public ScheduleListAction Action { get; }

    /// <summary>When.</summary>
    public ScheduleSpec Spec { get; }

    /// <summary>Whether it is paused.</summary>
    public ScheduleListState State { get; }
}
