namespace Temporalio.Client;

/// <summary>A connection to a Temporal server.</summary>
public interface ITemporalConnection
{
    /// <summary>gRPC metadata of every call; may be changed at any time.</summary>
    IReadOnlyCollection<KeyValuePair<string, string>> RpcMetadata { get; set; }

    /// <summary>API key of every call; may be changed at any time.</summary>
    string? ApiKey { get; set; }

    /// <summary>Raw calls of the workflow service.</summary>
    WorkflowService WorkflowService { get; }

    /// <summary>Raw calls of the operator service.</summary>
    OperatorService OperatorService { get; }

    /// <summary>Raw calls of the test service, which only test servers offer.</summary>
    TestService TestService { get; }

    /// <summary>Options the connection was made with; not to be changed.</summary>
    TemporalConnectionOptions Options { get; }

    /// <summary>Whether the connection was made; one made lazily is not at first.</summary>
    bool IsConnected { get; }

    /// <summary>Asks the server whether it serves.</summary>
    /// <param name="service">The service to ask about; null for the workflow service.</param>
    /// <param name="options">Options of the call.</param>
    Task<bool> CheckHealthAsync(RpcService? service = null, RpcOptions? options = null);

    /// <summary>Connects, unless that is done.</summary>
    Task ConnectAsync();
}
