using System.CommandLine;
using Notify.Cli.Host;
using Notify.Cli.Places;

namespace Notify.Cli.Cluster;

/// <summary>What commands that run workflows have in common: where those run, how what they carry is encrypted, and which services keep the data.</summary>
internal sealed class WorkflowSettings
{
    private readonly ClusterOptions cluster = new(Environment.GetEnvironmentVariable);
    private readonly EncryptionOption encryption = new(Environment.GetEnvironmentVariable);
    private readonly PlaceOptions places = new(Environment.GetEnvironmentVariable);

    /// <summary>Gives a command the options.</summary>
    public static WorkflowSettings AddTo(Command command)
    {
        var settings = new WorkflowSettings();
        settings.encryption.AddTo(command);
        settings.cluster.AddTo(command);
        settings.places.Add(command);
        return settings;
    }

    /// <summary>The settings with what a command line and the environment say.</summary>
    /// <exception cref="CommandFailedException">They cannot be used.</exception>
    public HostSettings Complete(HostSettings settings, ParseResult parsed) =>
        places.Complete(settings with { Cluster = cluster.Read(parsed), Encryption = encryption.Read(parsed) }, parsed);
}
