using System.Diagnostics.CodeAnalysis;

namespace TemporalServer.Http.Routes;

/// <summary>
/// Finds what answers a request. Templates are those of <c>google.api.http</c>: segments between slashes, each literal
/// or a variable such as <c>{execution.workflow_id}</c> that takes exactly one segment. A literal wins over a variable.
/// </summary>
internal sealed class RouteTable
{
    private readonly Node root = new();

    /// <summary>Verb and template of every route.</summary>
    public List<(string Verb, string Template)> Routes { get; } = [];

    /// <summary>Adds a route; one added earlier under the same verb and template stays.</summary>
    public void Add(string verb, string template, IApiHandler handler)
    {
        var node = root;
        var variables = new List<string>();
        foreach (var segment in template.TrimStart('/').Split('/'))
        {
            if (segment is ['{', .. var variable, '}'])
            {
                variables.Add(variable);
                node = node.Variable ??= new Node();
            }
            else
            {
                node = node.Literals.TryGetValue(segment, out var next) ? next : node.Literals[segment] = new Node();
            }
        }

        if (node.Ends.TryAdd(verb, new End(handler, variables)))
        {
            Routes.Add((verb, template));
        }
    }

    /// <summary>Finds the route of a request.</summary>
    /// <param name="verb">The HTTP method, in capitals.</param>
    /// <param name="segments">The path's segments, decoded one by one, so that an encoded slash stays within its own.</param>
    /// <param name="match">What answers it.</param>
    /// <param name="allowed">The verbs that the path takes, when it takes others.</param>
    public bool TryMatch(string verb, ReadOnlySpan<string> segments, [NotNullWhen(true)] out RouteMatch? match, out IReadOnlyCollection<string> allowed)
    {
        var values = new List<string>();
        var others = new SortedSet<string>(StringComparer.Ordinal);
        match = Walk(root, verb, segments, values, others);
        allowed = others;
        return match is not null;
    }

    private static RouteMatch? Walk(Node node, string verb, ReadOnlySpan<string> rest, List<string> values, SortedSet<string> others)
    {
        if (rest.IsEmpty)
        {
            others.UnionWith(node.Ends.Keys);
            return node.Ends.TryGetValue(verb, out var end)
                ? new RouteMatch(end.Handler, [.. end.Variables.Zip(values, static (name, value) => new PathValue(name, value))])
                : null;
        }

        if (node.Literals.TryGetValue(rest[0], out var literal) && Walk(literal, verb, rest[1..], values, others) is { } match)
        {
            return match;
        }

        if (node.Variable is null || rest[0].Length == 0)
        {
            return null;
        }

        values.Add(rest[0]);
        match = Walk(node.Variable, verb, rest[1..], values, others);
        if (match is null)
        {
            values.RemoveAt(values.Count - 1);
        }

        return match;
    }

    private sealed record End(IApiHandler Handler, IReadOnlyList<string> Variables);

    private sealed class Node
    {
        public Dictionary<string, Node> Literals { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, End> Ends { get; } = new(StringComparer.Ordinal);

        public Node? Variable { get; set; }
    }
}
