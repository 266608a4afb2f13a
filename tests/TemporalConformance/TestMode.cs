namespace TemporalConformance.Tests;

/// <summary>How thorough this run of the tests is, as <c>NOTIFY_TEST_MODE</c> says: unset, or <c>nightly</c>.</summary>
internal static class TestMode
{
    private const string Variable = "NOTIFY_TEST_MODE";

    /// <summary>Whether to look longer: more random programs, more crashes.</summary>
    /// <exception cref="InvalidOperationException">The variable has a value that means nothing.</exception>
    public static bool IsNightly => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => false,
        "nightly" => true,
        var other => throw new InvalidOperationException($"{Variable} is '{other}'; set it to 'nightly' or leave it unset."),
    };
}
