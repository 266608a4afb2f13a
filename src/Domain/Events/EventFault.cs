namespace Notify.Domain.Events;

/// <summary>Why an event is not taken.</summary>
/// <param name="Code">One of <see cref="EventFaultCodes"/>.</param>
/// <param name="EventId">The event's id; null where it has none that can be read.</param>
/// <param name="Field">The field at fault; empty when the event as a whole is.</param>
/// <param name="Value">What stands there, shortened; may be personal. Null where nothing does.</param>
/// <param name="Reason">What is wrong with it, the bound, and what would be right; holds no value of the event.</param>
public sealed record EventFault(string Code, string? EventId, string Field, string? Value, string Reason)
{
    /// <summary>For the operator: the field, the bound, the remedy, without anything personal.</summary>
    public string WithoutValue => Field.Length == 0 ? $"The event {Reason}" : $"{Field} {Reason}";

    /// <summary>For the producer: the event, the field, the value, the bound, the remedy.</summary>
    /// <param name="index">Where the event stands in what was sent, from 0.</param>
    public string DetailAt(int index)
    {
        var which = EventId is null ? $"Event {index}" : $"Event {index} (event_id '{EventId}')";
        return Field.Length == 0 ? $"{which} {Reason}"
            : Value is null ? $"{which}: {Field} {Reason}"
            : $"{which}: {Field} '{Value}' {Reason}";
    }
}

/// <summary>The stable codes of <see cref="EventFault"/>. Producers may branch on them; texts may change.</summary>
public static class EventFaultCodes
{
    /// <summary>What stands there is no JSON object.</summary>
    public const string NotAnObject = "NOT_AN_OBJECT";

    /// <summary>A field that every such event needs is not there.</summary>
    public const string MissingField = "MISSING_FIELD";

    /// <summary>A field's value is of the wrong type or out of its bounds.</summary>
    public const string InvalidField = "INVALID_FIELD";

    /// <summary>The kind of event is none of those there are.</summary>
    public const string UnknownEvent = "UNKNOWN_EVENT";

    /// <summary>The event happens later than the clocks may differ.</summary>
    public const string InTheFuture = "TIMESTAMP_IN_FUTURE";

    /// <summary>The event stands in a stream that is not its own, or under another customer's key.</summary>
    public const string Misplaced = "MISPLACED";

    /// <summary>The customer was erased; nothing of theirs is taken.</summary>
    public const string Erased = "ERASED_USER";
}
