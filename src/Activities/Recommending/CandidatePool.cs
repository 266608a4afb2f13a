namespace Notify.Activities.Recommending;

/// <summary>How many near campaigns are fetched so that enough are left after those that may not be sent.</summary>
internal static class CandidatePool
{
    private const int Spare = 200;
    private const int Most = 1000;

    /// <param name="excluded">Campaigns known to fall away.</param>
    public static int SizeFor(int excluded) => Math.Min(Most, Spare + excluded);
}
