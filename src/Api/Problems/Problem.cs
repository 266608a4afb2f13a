using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Notify.Api.Problems;

/// <summary>Replies of RFC 9457, each with a stable code.</summary>
public static class Problem
{
    /// <param name="status">HTTP status.</param>
    /// <param name="code">One of <see cref="ProblemCodes"/>.</param>
    /// <param name="detail">For a person: the value, the bound, the remedy.</param>
    /// <param name="more">What else the reply says, by name.</param>
    public static ProblemHttpResult Of(int status, string code, string detail, params ReadOnlySpan<KeyValuePair<string, object?>> more) => TypedResults.Problem(
        detail,
        statusCode: status,
        type: $"urn:notify:problem:{code.ToLowerInvariant().Replace('_', '-')}",
        extensions: [new("code", code), .. more]);

    /// <summary>400: the request is not one the endpoint accepts.</summary>
    public static ProblemHttpResult Invalid(string detail) =>
        Of(StatusCodes.Status400BadRequest, ProblemCodes.InvalidRequest, detail);

    /// <summary>404: no such user.</summary>
    public static ProblemHttpResult UserNotFound(string userId) =>
        Of(StatusCodes.Status404NotFound, ProblemCodes.UserNotFound, $"There is no user '{userId}'.");
}
