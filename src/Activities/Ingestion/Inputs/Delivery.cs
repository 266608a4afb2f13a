using Notify.Activities.Ingestion.Formats;
using Notify.Storage.Objects;

namespace Notify.Activities.Ingestion.Inputs;

/// <summary>
/// Where a shop puts its files: a folder of this machine, or <c>objects://prefix</c> for the objects under a prefix.
/// For each table it holds <c>NAME.csv</c>, <c>.parquet</c>, <c>.jsonl</c> or <c>.ndjson</c>, or a folder <c>NAME/</c> of such parts.
/// </summary>
internal sealed class Delivery
{
    /// <summary>How a location that names objects begins.</summary>
    public const string ObjectScheme = "objects://";

    private readonly IObjects objects;
    private readonly string location;

    private Delivery(string location, IObjects objects)
    {
        this.location = location;
        this.objects = objects;
    }

    /// <summary>Whether its files are objects.</summary>
    public bool IsObjects => location.StartsWith(ObjectScheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>What there is for each table.</summary>
    public IReadOnlyList<TableInput> Inputs { get; private set; } = [];

    /// <summary>Looks what a location holds.</summary>
    /// <exception cref="IngestException">There is no such folder, or two files claim one table.</exception>
    public static async Task<Delivery> OpenAsync(string location, IObjects objects, CancellationToken cancellationToken)
    {
        var delivery = new Delivery(location, objects);
        var files = delivery.IsObjects
            ? await ObjectFilesAsync(location[ObjectScheme.Length..].Trim('/'), objects, cancellationToken)
            : LocalFiles(location);
        delivery.Inputs = [.. LoadTables.All.Select(table => delivery.Find(table, files)).OfType<TableInput>()];
        return delivery;
    }

    /// <summary>Opens a part's bytes as they are.</summary>
    /// <exception cref="IngestException">It cannot be read.</exception>
    public async Task<Stream> OpenReadAsync(InputPart part, CancellationToken cancellationToken)
    {
        try
        {
            return IsObjects
                ? await objects.OpenReadAsync(part.Location, cancellationToken: cancellationToken)
                : new FileStream(part.Location, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.SequentialScan);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ObjectNotFoundException)
        {
            throw new IngestException($"{part.Location}: cannot be read ({fault.Message}).", fault);
        }
    }

    private static List<(string Location, string Name)> LocalFiles(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new IngestException($"{folder}: there is no such folder.");
        }

        return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => (path, Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')))];
    }

    private static async Task<List<(string Location, string Name)>> ObjectFilesAsync(string prefix, IObjects objects, CancellationToken cancellationToken)
    {
        var root = prefix.Length == 0 ? "" : prefix + "/";
        var found = new List<(string, string)>();
        await foreach (var entry in objects.ListAsync(root, cancellationToken))
        {
            found.Add((entry.Key, entry.Key[root.Length..]));
        }

        return found.Count > 0 ? found : throw new IngestException($"{ObjectScheme}{prefix}: there is no object under this prefix.");
    }

    private TableInput? Find(LoadTable table, List<(string Location, string Name)> files)
    {
        var candidates = new SortedDictionary<string, List<InputPart>>(StringComparer.Ordinal);
        foreach (var (path, name) in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var slash = name.IndexOf('/', StringComparison.Ordinal);
            var top = slash < 0 ? name : name[..slash];
            var isHidden = name.Split('/').Any(step => step.StartsWith('_') || step.StartsWith('.'));
            if (!isHidden && (slash < 0 ? InputPart.Stem(top) : top).Equals(table.Name, StringComparison.OrdinalIgnoreCase) && InputPart.Of(path, name) is { } part)
            {
                var candidate = slash < 0 ? name : top + "/";
                candidates.TryAdd(candidate, []);
                candidates[candidate].Add(part);
            }
        }

        return candidates.Count switch
        {
            0 => null,
            1 => new TableInput(table, candidates.First().Key, candidates.First().Value),
            _ => throw new IngestException($"{location}: {string.Join(" and ", candidates.Keys)} are both for {table.Name}. Keep one of them; nothing was written."),
        };
    }
}
