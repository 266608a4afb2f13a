using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>Options of <see cref="WorkflowEnvironment.StartTimeSkippingAsync"/>.</summary>
public class WorkflowEnvironmentStartTimeSkippingOptions : TemporalClientConnectOptions
{
}
