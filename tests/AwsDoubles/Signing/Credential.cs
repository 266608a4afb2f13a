using System.Security.Cryptography;
using System.Text;

namespace Notify.AwsDoubles.Signing;

/// <summary>What an Authorization header claims.</summary>
/// <param name="AccessKey">The key's id.</param>
/// <param name="Scope">Date, region, service and <c>aws4_request</c>, with slashes.</param>
/// <param name="SignedHeaders">Lower case, in order.</param>
/// <param name="Signature">Lower-case hexadecimal.</param>
internal sealed record Credential(string AccessKey, string Scope, string[] SignedHeaders, string Signature)
{
    private const string Algorithm = "AWS4-HMAC-SHA256 ";

    public static Credential Parse(string authorization)
    {
        if (!authorization.StartsWith(Algorithm, StringComparison.Ordinal))
        {
            throw new RequestRefusedException(403, "AccessDenied", "The request is not signed with AWS4-HMAC-SHA256.");
        }

        var fields = authorization[Algorithm.Length..].Split(',').Select(field => field.Trim().Split('=', 2)).ToDictionary(field => field[0], field => field[1]);
        var credential = fields["Credential"].Split('/', 2);
        return new Credential(credential[0], credential[1], fields["SignedHeaders"].Split(';'), fields["Signature"]);
    }

    /// <summary>The key that signs within the scope.</summary>
    public byte[] SigningKey(string secretKey) => Scope.Split('/')
        .Aggregate(Encoding.UTF8.GetBytes("AWS4" + secretKey), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
}
