using System.Globalization;
using Streams;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = Directory.CreateTempSubdirectory("notify-streams-").FullName;
try
{
    await TableRows.RunAsync(folder, 2_000_000);
    return 0;
}
finally
{
    if (args.Length == 0) Directory.Delete(folder, recursive: true);
}
