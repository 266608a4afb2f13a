using Temporalio.Activities;
using Temporalio.Exceptions;

namespace TemporalConformance.Tests.CSharp;

/// <summary>The activities of <c>ts/activities.js</c>, as far as mirrored workflows use them.</summary>
internal static class MirrorActivities
{
    [Activity("echo")]
    public static string Echo(string text) => $"echo {text}";

    [Activity("failOnce")]
    public static string FailOnce(string text) => ActivityExecutionContext.Current.Info.Attempt is var attempt and > 1
        ? $"{text} at attempt {attempt}"
        : throw new ApplicationFailureException("first attempt", "Flaky");
}
