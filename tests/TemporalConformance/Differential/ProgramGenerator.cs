namespace TemporalConformance.Tests.Differential;

/// <summary>Makes programs, and what is done to them, from a seed.</summary>
internal sealed class ProgramGenerator(int seed)
{
    private const int Abandon = 2;

    private static readonly string[] Common = ["activity", "activity", "activity", "timer", "timer", "child", "signal", "cancelExternal", "patch", "memo", "attribute"];

    /// <summary>
    /// Not both in one program: on replay native core resolves a local activity together with what else is resolved within
    /// the workflow task, where it came on its own at first, and code that waits for conditions, as programs do, may then
    /// go on in another order. What a cancellation resolves at once is such a thing, and so is a second local activity.
    /// </summary>
    private static readonly string[][] Flavours = [[.. Common, "cancel", "cancel", "cancel"], [.. Common, "local", "local", "local"]];

    private static readonly string[] Behaviours = ["succeed", "succeed", "fail", "flaky", "slow"];
    private static readonly string[] Endings = ["complete", "complete", "complete", "fail", "continue"];
    private readonly Random random = new(seed);

    /// <summary>A program, and the actions that bring it to its end.</summary>
    public (WorkflowProgram Program, IReadOnlyList<ProgramAction> Actions) Next()
    {
        var kinds = Flavours[random.Next(Flavours.Length)];
        var steps = new List<ProgramStep>();
        var signals = 0;
        for (var count = random.Next(1, 11); steps.Count < count;)
        {
            signals += random.Next(5) == 0 ? 1 : 0;
            steps.Add(Step(kinds, steps, signals));
        }

        var ending = Pick(Endings);
        return (new(steps, ending, ending == "continue" ? 1 : 0), Actions(signals, mayCancel: kinds == Flavours[0]));
    }

    private ProgramStep Step(string[] kinds, List<ProgramStep> before, int signals)
    {
        var kind = Pick(kinds);
        var id = before.Count;
        var after = before.Select(step => step.Id).Where(_ => random.Next(3) == 0).TakeLast(2).ToList();
        if (kind == "local")
        {
            after.AddRange(before.Where(step => step.Kind == "local").Select(step => step.Id).TakeLast(1).Except(after));
        }

        var target = before.LastOrDefault(step => IsTargetOf(kind, step) && random.Next(4) > 0)?.Id ?? -1;
        var behaviour = Pick(Behaviours);
        var cancellation = random.Next(3);
        if (kind == "activity" && cancellation == Abandon && behaviour == "fail")
        {
            // Native core breaks off at an abandoned activity that fails after all; one that completes it passes over
            behaviour = "succeed";
        }

        return new(id, kind, after, random.Next(4) == 0 ? signals : 0, random.Next(1, 30), behaviour, cancellation, target);
    }

    private static bool IsTargetOf(string kind, ProgramStep step) => kind switch
    {
        "signal" or "cancelExternal" => step.Kind == "child",
        "cancel" => step.Kind is "activity" or "local" or "timer" or "child",
        _ => false,
    };

    /// <summary>All signals that the program waits for, and others, among updates; now and then a cancellation.</summary>
    private List<ProgramAction> Actions(int signals, bool mayCancel)
    {
        var actions = Enumerable.Repeat("signal", signals).ToList();
        for (var more = random.Next(4); more > 0; more--)
        {
            actions.Insert(random.Next(actions.Count + 1), Pick(["signal", "update", "update", "refusedUpdate"]));
        }

        if (mayCancel && random.Next(4) == 0)
        {
            actions.Insert(random.Next(actions.Count + 1), "cancel");
        }

        return actions.ConvertAll(kind => new ProgramAction(kind, random.Next(3) == 0 ? random.Next(25) : 0));
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];
}
