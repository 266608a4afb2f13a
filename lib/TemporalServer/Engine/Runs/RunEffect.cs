namespace TemporalServer.Engine.Runs;

/// <summary>What follows a change once it is durable.</summary>
internal enum EffectKind
{
    /// <summary>Offer the scheduled workflow task to its queue.</summary>
    DispatchWorkflowTask,

    /// <summary>Offer an activity attempt to its queue; the id is its scheduled event.</summary>
    DispatchActivity,

    /// <summary>Do an act on another run; the id is the event that asked for it.</summary>
    Act,
}

/// <param name="Kind">What to do.</param>
/// <param name="Id">The event or stamp it is about.</param>
/// <param name="Attempt">The stamp of the attempt it is about.</param>
internal readonly record struct RunEffect(EffectKind Kind, long Id = 0, int Attempt = 0);
