using System.Text.Json;
using Notify.Cli.Places;
using Notify.Domain.Time;

namespace Notify.Cli.Host;

/// <summary>
/// What a home folder remembers of how its shop runs (<c>shop.json</c>), so that commands without a host do as the host
/// would. Only <c>notify up</c> changes it; every other command has to agree.
/// </summary>
internal sealed record HomeRecord
{
    private const string FileName = "shop.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>IANA zone for customers without one; null for none.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The cluster its workflows run on, <c>host:port/namespace</c>; null for the embedded server.</summary>
    public string? Temporal { get; init; }

    /// <summary>The services that keep its data; null when all of it is in the folder.</summary>
    public StoragePlaces? Storage { get; init; }

    /// <summary>Id of the key that encrypts what workflows carry; null when nothing does.</summary>
    public string? EncryptionKeyId { get; init; }

    /// <summary>What is remembered of a home folder; nothing of one that is new.</summary>
    /// <exception cref="CommandFailedException">The file is damaged.</exception>
    public static HomeRecord Read(string home)
    {
        var file = Path.Combine(home, FileName);
        if (!File.Exists(file))
        {
            return new HomeRecord();
        }

        try
        {
            var record = JsonSerializer.Deserialize<HomeRecord>(File.ReadAllText(file)) ?? throw new JsonException("it is null");
            return record.TimeZone is not { } zone || ZoneResolver.Resolve(zone, null).IsKnown
                ? record
                : throw new JsonException($"the tz database does not know the time zone '{zone}'");
        }
        catch (JsonException fault)
        {
            throw new CommandFailedException(
                ExitCodes.Usage, $"{file} is damaged: {fault.Message}. Correct it, or delete it and start again with notify up and the options it should have.");
        }
    }

    /// <summary>The settings completed by what is remembered.</summary>
    /// <exception cref="CommandFailedException">They contradict it.</exception>
    public HostSettings Complete(HostSettings settings)
    {
        if (settings.Work != HostWork.None)
        {
            AgreeOnTemporal(settings);
            AgreeOnEncryption(settings);
        }

        if (settings.Work != HostWork.Everything && TimeZone is not null && settings.TimeZone is { } given && given != TimeZone)
        {
            throw Conflict($"--time-zone is '{given}', but the shop in {settings.Home} plans in '{TimeZone}'. Leave --time-zone out, or change the shop's zone with notify up --time-zone {given}.");
        }

        return settings with { TimeZone = settings.TimeZone ?? TimeZone, Storage = StorageOf(settings) };
    }

    /// <summary>Remembers settings, completed by <see cref="Complete"/>.</summary>
    public void Remember(HostSettings settings)
    {
        var next = settings.Work == HostWork.None
            ? this
            : new HomeRecord
            {
                TimeZone = settings.TimeZone,
                Temporal = settings.Cluster?.Name,
                EncryptionKeyId = settings.Encryption?.ActiveId,
                Storage = settings.Storage == new StoragePlaces() ? null : settings.Storage,
            };
        if (next != this)
        {
            var temporary = Path.Combine(settings.Home, $"{FileName}.new");
            File.WriteAllText(temporary, JsonSerializer.Serialize(next, Indented));
            File.Move(temporary, Path.Combine(settings.Home, FileName), overwrite: true);
        }
    }

    private static CommandFailedException Conflict(string message) => new(ExitCodes.Usage, message);

    private void AgreeOnTemporal(HostSettings settings)
    {
        var given = settings.Cluster?.Name;
        if (given == Temporal || (settings.Work == HostWork.Everything && given is not null))
        {
            return;
        }

        var file = Path.Combine(settings.Home, FileName);
        if (Temporal is not null)
        {
            throw Conflict(given is null
                ? $"The workflows of the shop in {settings.Home} run on the Temporal cluster {Temporal}. Give its --temporal options or environment variables again; to go back to the embedded server, delete Temporal from {file}."
                : $"--temporal names {given}, but the workflows of the shop in {settings.Home} run on {Temporal}. Give that one, or move the shop with notify up --temporal.");
        }

        if (File.Exists(HomeFolder.TemporalFileOf(settings.Home)))
        {
            throw Conflict($"The workflows of the shop in {settings.Home} run on its embedded server. Leave --temporal out, or move the shop to {given} with notify up --temporal; deliveries under way stay behind.");
        }
    }

    /// <summary>Where the data is: nobody has to say it again, but whoever does has to agree.</summary>
    private StoragePlaces StorageOf(HostSettings settings)
    {
        var (given, known) = (settings.Storage, Storage);
        return new StoragePlaces
        {
            Tables = Agree(settings, "--tables", "tables", HomeFolder.TablesFile, given.Tables, known?.Tables),
            Objects = Agree(settings, "--objects", "objects", HomeFolder.ObjectsFolder, given.Objects, known?.Objects),
            Streams = Agree(settings, "--streams", "streams", HomeFolder.StreamsFile, given.Streams, known?.Streams),
        };
    }

    private static T? Agree<T>(HostSettings settings, string option, string what, string ownFile, T? given, T? known)
        where T : class
    {
        if (given is null || given.Equals(known) || (known is not null && settings.Work == HostWork.Everything))
        {
            return given ?? known;
        }

        if (known is not null)
        {
            throw Conflict($"{option} names {given}, but the {what} of the shop in {settings.Home} are in {known}. Leave {option} out, or point the shop elsewhere with notify up {option}; nothing is copied.");
        }

        return Path.Exists(Path.Combine(settings.Home, ownFile))
            ? throw Conflict($"{option} names {given}, but the {what} of the shop in {settings.Home} are in {ownFile} there, and nothing copies them. Leave {option} out, or load the shop into another folder with --home.")
            : given;
    }

    private void AgreeOnEncryption(HostSettings settings)
    {
        if (EncryptionKeyId is { } id && settings.Encryption?.Ids.Contains(id) != true)
        {
            throw Conflict($"What the workflows of the shop in {settings.Home} carry is encrypted with key '{id}', which was not given. Give it with NOTIFY_ENCRYPTION_KEYS or --encryption-keys.");
        }
    }
}
