using Notify.Cli.Host;
using Notify.Workflows.Pipelines;

namespace Notify.Cli.Places;

/// <summary>What Glue's jobs are given of a shop: its files, and where its tables and objects are.</summary>
internal static class GlueSource
{
    /// <param name="source">Folder of the shop's files, <c>s3://bucket/folder</c>.</param>
    /// <param name="settings">As the command gives them.</param>
    /// <exception cref="CommandFailedException">The source is no place in S3, or the shop keeps its data where Glue cannot reach it.</exception>
    public static GlueIngestInput Of(string source, HostSettings settings)
    {
        if (!source.StartsWith("s3://", StringComparison.Ordinal) || source.Length == "s3://".Length)
        {
            throw new CommandFailedException(ExitCodes.Usage, $"--glue is '{source}'; it must be a folder in S3, such as s3://my-shop-files/today.");
        }

        var shop = HomeRecord.Read(settings.Home).Complete(settings);
        if (shop.Storage is not { Tables: { } tables, Objects: { } objects })
        {
            throw new CommandFailedException(
                ExitCodes.Usage, $"Glue cannot reach what the shop in {settings.Home} keeps on this machine. Keep tables in DynamoDB (--tables dynamodb) and objects in S3 (--objects s3://BUCKET).");
        }

        return new GlueIngestInput { Source = source, Objects = objects.Location, TablePrefix = tables.Prefix, DefaultTimeZone = shop.TimeZone };
    }
}
