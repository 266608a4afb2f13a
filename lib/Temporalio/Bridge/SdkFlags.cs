using Temporalio.Api.Sdk.V1;

namespace Temporalio.Bridge;

/// <summary>
/// Which changes of behaviour a workflow's history relies on. Every SDK on Temporal's common core writes the core
/// flags; a replayer without them in the history would order and check commands the old way.
/// </summary>
internal sealed class SdkFlags
{
    public const string SdkName = "temporal-dotnet";
    public const string SdkVersion = "1.9.0";

    /// <summary>Id and type checks, search attribute upsert on patch, terminal commands moved last.</summary>
    private static readonly uint[] Core = [1, 2, 3];

    /// <summary>Commands after the completion are kept; one tick of the event loop per activation.</summary>
    private static readonly uint[] Language = [1, 2];
    private readonly HashSet<uint> coreRecorded = [];
    private readonly HashSet<uint> languageRecorded = [];
    private bool nameRecorded;

    /// <summary>Flags that the workflow's history or this worker's next answer holds.</summary>
    public static IReadOnlyList<uint> Available => Language;

    /// <summary>Version of the SDK that last recorded one; empty while none did.</summary>
    public string LastSdkVersion { get; private set; } = "";

    /// <summary>Takes in what a completed workflow task recorded.</summary>
    public void Recorded(WorkflowTaskCompletedMetadata? metadata)
    {
        if (metadata is null)
        {
            return;
        }

        coreRecorded.UnionWith(metadata.CoreUsedFlags);
        languageRecorded.UnionWith(metadata.LangUsedFlags);
        nameRecorded |= metadata.SdkName == SdkName;
        LastSdkVersion = metadata.SdkVersion.Length > 0 ? metadata.SdkVersion : LastSdkVersion;
    }

    /// <summary>What the next completed task must record that no earlier one did; null for nothing.</summary>
    public WorkflowTaskCompletedMetadata? ToRecord()
    {
        if (nameRecorded && coreRecorded.IsSupersetOf(Core) && languageRecorded.IsSupersetOf(Language))
        {
            return null;
        }

        var metadata = new WorkflowTaskCompletedMetadata
        {
            CoreUsedFlags = { Core.Where(flag => !coreRecorded.Contains(flag)) },
            LangUsedFlags = { Language.Where(flag => !languageRecorded.Contains(flag)) },
        };
        if (!nameRecorded)
        {
            metadata.SdkName = SdkName;
            metadata.SdkVersion = SdkVersion;
        }

        return metadata;
    }
}
