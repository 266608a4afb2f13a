using Microsoft.AspNetCore.Http;
using TemporalServer.Http.Routes;

namespace TemporalServer.Http;

/// <summary>A request on its way to its handler.</summary>
/// <param name="Http">The request, and where its answer goes.</param>
/// <param name="PathValues">The variables of its path.</param>
/// <param name="CancellationToken">The caller left, the server stops, or the call took too long.</param>
internal readonly record struct ApiCall(HttpContext Http, IReadOnlyList<PathValue> PathValues, CancellationToken CancellationToken)
{
    /// <summary>The value of a variable of the path.</summary>
    public string Path(string field) => PathValues.First(value => value.Field == field).Value;
}
