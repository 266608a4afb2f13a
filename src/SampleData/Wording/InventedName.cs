using Notify.SampleData.Randomness;

namespace Notify.SampleData.Wording;

/// <summary>Pronounceable names that mean nothing, for product lines.</summary>
internal static class InventedName
{
    private static readonly string[] Onsets = ["B", "Br", "C", "D", "F", "G", "Gl", "H", "K", "L", "M", "N", "P", "R", "S", "St", "T", "Tr", "V", "Z"];
    private static readonly string[] Middles = ["a", "e", "i", "o", "u", "ai", "ea", "io", "ou"];
    private static readonly string[] Ends = ["n", "ra", "lo", "x", "mi", "ndo", "sta", "rel", "tic", "vex", "rin", "let"];

    public static string Draw(ref RandomStream random) =>
        random.Pick(Onsets) + random.Pick(Middles) + random.Pick(Ends);
}
