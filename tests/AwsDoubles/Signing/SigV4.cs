using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Notify.AwsDoubles.Signing;

/// <summary>Verifies AWS Signature Version 4 from the request as it came, with the secret and nothing of the SDK.</summary>
/// <remarks>See "Create a signed AWS API request" in the IAM user guide.</remarks>
public static class SigV4
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <summary>Verifies the signature, and that the body is the one that was signed.</summary>
    /// <param name="request">Its body is not read yet.</param>
    /// <param name="identity">Who may call.</param>
    /// <returns>The body, decoded where it came in chunks.</returns>
    /// <exception cref="RequestRefusedException">AWS would refuse the request.</exception>
    public static async Task<byte[]> VerifyAsync(HttpRequest request, AwsIdentity identity)
    {
        var credential = Credential.Parse(request.Headers.Authorization.ToString());
        var stamp = request.Headers["X-Amz-Date"].ToString();
        RequireScope(credential, stamp, identity);
        var payload = request.Headers["X-Amz-Content-Sha256"].ToString();
        RequireSigned(request, credential);

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        var isHash = payload.Length is 0 or 64;
        var sent = isHash ? Convert.ToHexStringLower(SHA256.HashData(body)) : payload;
        if (payload.Length == 64 && payload != sent)
        {
            throw new RequestRefusedException(400, "XAmzContentSHA256Mismatch", "The body is not the one whose hash was signed.");
        }

        var key = credential.SigningKey(identity.SecretKey);
        var canonical = Canonical(request, credential.SignedHeaders, sent);
        var toSign = $"AWS4-HMAC-SHA256\n{stamp}\n{credential.Scope}\n{Hash(canonical)}";
        if (Sign(key, toSign) != credential.Signature)
        {
            throw new RequestRefusedException(403, "SignatureDoesNotMatch", $"The signature is not that of:\n{canonical}");
        }

        return isHash ? body : AwsChunked.Decode(request, body, new ChunkSigner(key, stamp, credential.Scope, credential.Signature));
    }

    internal static string Sign(byte[] key, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));

    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    internal static string HashOfNothing => EmptyHash;

    private static void RequireScope(Credential credential, string stamp, AwsIdentity identity)
    {
        if (credential.AccessKey != identity.AccessKey)
        {
            throw new RequestRefusedException(403, "InvalidAccessKeyId", $"There is no key '{credential.AccessKey}'.");
        }

        if (!DateTimeOffset.TryParseExact(stamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt)
            || (DateTimeOffset.UtcNow - signedAt).Duration() > Skew)
        {
            throw new RequestRefusedException(403, "RequestTimeTooSkewed", $"'{stamp}' is not now.");
        }

        if (credential.Scope != $"{stamp[..8]}/{identity.Region}/{identity.Service}/aws4_request")
        {
            throw new RequestRefusedException(400, "AuthorizationHeaderMalformed", $"The scope '{credential.Scope}' is not {identity.Region}/{identity.Service}; expecting '{identity.Region}'.");
        }
    }

    /// <summary>The host, every x-amz header and the content type must be signed.</summary>
    private static void RequireSigned(HttpRequest request, Credential credential)
    {
        var missing = request.Headers.Keys.Select(name => name.ToLowerInvariant())
            .Where(name => name is "host" or "content-type" || name.StartsWith("x-amz-", StringComparison.Ordinal))
            .Except(credential.SignedHeaders, StringComparer.Ordinal)
            .ToList();
        if (missing.Count > 0)
        {
            throw new RequestRefusedException(403, "AccessDenied", $"Headers that are not signed: {string.Join(", ", missing)}.");
        }
    }

    private static string Canonical(HttpRequest request, string[] signedHeaders, string payload)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?', 2);
        var headers = string.Concat(signedHeaders.Select(name => $"{name}:{request.Headers[name].ToString().Trim()}\n"));
        return string.Join('\n', request.Method, target[0], CanonicalQuery(target.Length > 1 ? target[1] : ""), headers, string.Join(';', signedHeaders), payload);
    }

    private static string CanonicalQuery(string query) => string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => (Name: Encoded(pair[0]), Value: Encoded(pair.Length > 1 ? pair[1] : "")))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Encoded(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));
}
