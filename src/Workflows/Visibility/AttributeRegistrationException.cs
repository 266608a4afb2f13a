namespace Notify.Workflows.Visibility;

/// <summary>A namespace lacks search attributes that every start of a workflow would need; the message says what to do.</summary>
public sealed class AttributeRegistrationException(string message) : Exception(message);
