using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Options of a client, apart from its connection.</summary>
public class TemporalClientOptions : ICloneable
{
    /// <summary>Namespace of every call. Default is <c>default</c>.</summary>
    public string Namespace { get; set; } = "default";

    /// <summary>How values and errors travel.</summary>
    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    /// <summary>Interceptors, the outermost first. Those that are worker interceptors serve workers too.</summary>
    public IReadOnlyCollection<IClientInterceptor>? Interceptors { get; set; }

    /// <summary>Where logs of the client and its workers go. Default is nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Which statuses of a workflow refuse a query, unless the query says otherwise.</summary>
    public QueryRejectCondition? QueryRejectCondition { get; set; }

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
