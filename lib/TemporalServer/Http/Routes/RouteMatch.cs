namespace TemporalServer.Http.Routes;

/// <summary>What answers a request, and what its path says.</summary>
/// <param name="Handler">Answers it.</param>
/// <param name="PathValues">The variables of the path.</param>
internal sealed record RouteMatch(IApiHandler Handler, IReadOnlyList<PathValue> PathValues);

/// <summary>A variable of a path.</summary>
/// <param name="Field">The request field it sets, dots between messages.</param>
/// <param name="Value">Decoded.</param>
internal readonly record struct PathValue(string Field, string Value);
