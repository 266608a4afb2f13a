using Temporalio.Client;
using Temporalio.Common;

namespace Temporalio.Testing;

/// <summary>Options of <see cref="WorkflowEnvironment.StartLocalAsync"/>.</summary>
public class WorkflowEnvironmentStartLocalOptions : TemporalClientConnectOptions
{
    /// <summary>Search attributes to register with the server.</summary>
    public IReadOnlyCollection<SearchAttributeKey>? SearchAttributes { get; set; }
}
