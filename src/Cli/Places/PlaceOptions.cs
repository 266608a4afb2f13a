using System.CommandLine;
using System.Text.RegularExpressions;
using Notify.Cli.Cluster;
using Notify.Cli.Host;
using Notify.Storage.Streams.Kafka;

namespace Notify.Cli.Places;

/// <summary>The options that say which services keep a shop's data, each with an environment variable that stands in for it.</summary>
internal sealed partial class PlaceOptions
{
    private const int MostPrefix = 100;

    private readonly SettingOption tables = new("--tables", "dynamodb", "Keep the tables in DynamoDB, in place of the home folder.", "NOTIFY_TABLES");
    private readonly SettingOption region = new("--aws-region", "REGION", "AWS region of DynamoDB and S3; the AWS SDK's default when left out.", "NOTIFY_AWS_REGION");
    private readonly SettingOption dynamoDbUrl = new("--dynamodb-url", "URL", "A server that speaks DynamoDB's protocol, in place of AWS.", "NOTIFY_DYNAMODB_URL");
    private readonly SettingOption prefix = new("--table-prefix", "TEXT", "What every table's name begins with, so that several shops share an account.", "NOTIFY_TABLE_PREFIX");
    private readonly SettingOption objects = new("--objects", "s3://BUCKET[/PREFIX]", "Keep the objects in S3, in place of the home folder.", "NOTIFY_OBJECTS");
    private readonly SettingOption s3Url = new("--s3-url", "URL", "A server that speaks S3's protocol, in place of AWS.", "NOTIFY_S3_URL");
    private readonly SettingOption streams = new("--streams", "kafka://HOST:PORT[,HOST:PORT]", "Carry the streams on Kafka, in place of the home folder.", "NOTIFY_STREAMS");
    private readonly KafkaSecurityOptions security;
    private readonly Func<string, string?> environment;
    private readonly bool tablesImplied;

    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="tablesImplied">Whether the command is about DynamoDB anyway.</param>
    public PlaceOptions(Func<string, string?> environment, bool tablesImplied = false)
    {
        this.environment = environment;
        this.tablesImplied = tablesImplied;
        security = new KafkaSecurityOptions(environment);
    }

    /// <summary>Gives a command the options, with the variables of this process.</summary>
    public static PlaceOptions AddTo(Command command, bool tablesImplied = false)
    {
        var options = new PlaceOptions(Environment.GetEnvironmentVariable, tablesImplied);
        options.Add(command);
        return options;
    }

    /// <summary>Gives a command the options.</summary>
    public void Add(Command command)
    {
        foreach (var setting in (IEnumerable<SettingOption>)[.. tablesImplied ? Array.Empty<SettingOption>() : [tables], region, dynamoDbUrl, prefix, objects, s3Url, streams])
        {
            command.Options.Add(setting.Option);
        }

        security.Add(command);
    }

    /// <summary>The settings with the places that a command line and the environment name.</summary>
    /// <exception cref="CommandFailedException">One cannot be used.</exception>
    public HostSettings Complete(HostSettings settings, ParseResult parsed) =>
        settings with { Storage = Read(parsed), KafkaSecurity = ReadSecurity(parsed) };

    /// <summary>How the connection to Kafka is protected.</summary>
    /// <exception cref="CommandFailedException">The options contradict each other.</exception>
    public KafkaSecurity ReadSecurity(ParseResult parsed) => security.Read(parsed);

    /// <summary>The places that a command line and the environment name.</summary>
    /// <exception cref="CommandFailedException">One cannot be used.</exception>
    public StoragePlaces Read(ParseResult parsed)
    {
        var places = new StoragePlaces { Tables = ReadTables(parsed), Objects = ReadObjects(parsed), Streams = ReadStreams(parsed) };
        RequireCompany(parsed, places.Tables is not null, "--tables dynamodb", dynamoDbUrl, prefix);
        RequireCompany(parsed, places.Objects is not null, "--objects s3://BUCKET", s3Url);
        RequireCompany(parsed, places.Tables is not null || places.Objects is not null, "--tables dynamodb or --objects s3://BUCKET", region);
        return places;
    }

    private static CommandFailedException Unusable(string message) => new(ExitCodes.Usage, message);

    private TablesPlace? ReadTables(ParseResult parsed)
    {
        var kind = tablesImplied ? "dynamodb" : tables.Read(parsed, environment);
        if (kind is null)
        {
            return null;
        }

        if (kind != "dynamodb")
        {
            throw Unusable($"{tables.SourceIn(parsed)} is '{kind}'; it must be dynamodb, or be left out for the home folder.");
        }

        var start = prefix.Read(parsed, environment) ?? "";
        return start.Length <= MostPrefix && TablePrefix().IsMatch(start)
            ? new TablesPlace(region.Read(parsed, environment), ReadUrl(dynamoDbUrl, parsed), start)
            : throw Unusable($"{prefix.SourceIn(parsed)} is '{start}'; it may have at most {MostPrefix} letters, digits, '_', '-' and '.'.");
    }

    private ObjectsPlace? ReadObjects(ParseResult parsed)
    {
        if (objects.Read(parsed, environment) is not { } text)
        {
            return null;
        }

        var match = Bucket().Match(text);
        return match.Success
            ? new ObjectsPlace(match.Groups["bucket"].Value, match.Groups["prefix"].Value.Trim('/'), region.Read(parsed, environment), ReadUrl(s3Url, parsed))
            : throw Unusable($"{objects.SourceIn(parsed)} is '{text}'; it must be s3://BUCKET or s3://BUCKET/PREFIX, such as s3://my-shop/notify.");
    }

    private StreamsPlace? ReadStreams(ParseResult parsed)
    {
        if (streams.Read(parsed, environment) is not { } text)
        {
            return null;
        }

        const string Scheme = "kafka://";
        var servers = text.StartsWith(Scheme, StringComparison.Ordinal) ? text[Scheme.Length..].TrimEnd('/') : "";
        return servers.Split(',').All(server => Broker().IsMatch(server))
            ? new StreamsPlace(servers)
            : throw Unusable($"{streams.SourceIn(parsed)} is '{text}'; it must be kafka://HOST:PORT, several brokers with commas, such as kafka://kafka-1:9092,kafka-2:9092.");
    }

    private string? ReadUrl(SettingOption option, ParseResult parsed)
    {
        if (option.Read(parsed, environment) is not { } text)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { PathAndQuery: "/", UserInfo: "" }
            ? url.GetLeftPart(UriPartial.Authority)
            : throw Unusable($"{option.SourceIn(parsed)} is '{text}'; it must be an address such as http://localhost:8000.");
    }

    private void RequireCompany(ParseResult parsed, bool isThere, string company, params IEnumerable<SettingOption> options)
    {
        if (!isThere && options.FirstOrDefault(option => option.Read(parsed, environment) is not null) is { } lonely)
        {
            throw Unusable($"{lonely.SourceIn(parsed)} has no meaning without {company}; give that too, or leave it out for the home folder.");
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9_.-]*$")]
    private static partial Regex TablePrefix();

    [GeneratedRegex("^s3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?<prefix>[^?#]*))?$")]
    private static partial Regex Bucket();

    [GeneratedRegex(@"^[^\s:/,]+:[0-9]{1,5}$|^\[[0-9a-fA-F:]+\]:[0-9]{1,5}$")]
    private static partial Regex Broker();
}
