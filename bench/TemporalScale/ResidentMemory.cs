using System.Globalization;

namespace TemporalScale;

/// <summary>What the system holds in memory for this process: server, worker and client together.</summary>
/// <param name="Now">Resident at present, MiB.</param>
/// <param name="Peak">The most that ever was, MiB.</param>
internal readonly record struct ResidentMemory(double Now, double Peak)
{
    public static ResidentMemory Read()
    {
        var lines = File.ReadAllLines("/proc/self/status");
        return new(Mebibytes(lines, "VmRSS:"), Mebibytes(lines, "VmHWM:"));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Now:F0} MiB resident, {Peak:F0} MiB at most so far");

    private static double Mebibytes(string[] lines, string name) =>
        double.Parse(lines.Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
}
