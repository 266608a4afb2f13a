namespace Notify.Cli.Host;

/// <summary>What a host does besides answering reads.</summary>
internal enum HostWork
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Pipelines. A host that lives only as long as a command must not send: it would be gone before the send is recorded.</summary>
    Pipelines,

    /// <summary>Pipelines and deliveries, and events from the streams to the tables.</summary>
    Everything,
}
