using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Notify.AwsDoubles.Signing;

namespace Notify.AwsDoubles.S3;

/// <summary>A request, understood.</summary>
/// <param name="Operation">As in S3's API reference, such as <c>PutObject</c>.</param>
/// <param name="Bucket">Path style.</param>
/// <param name="Key">Empty for the bucket itself.</param>
/// <param name="PartNumber">Of <c>UploadPart</c>; 0 otherwise.</param>
/// <param name="UploadId">Of operations on an upload; empty otherwise.</param>
public sealed record S3Call(string Operation, string Bucket, string Key, int PartNumber, string UploadId)
{
    /// <summary>Value of the <c>Range</c> header; empty without.</summary>
    public string Range { get; init; } = "";

    /// <summary>Value of the <c>If-Match</c> header; empty without.</summary>
    public string IfMatch { get; init; } = "";

    internal static S3Call Of(HttpRequest request)
    {
        var path = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget.Split('?')[0].TrimStart('/').Split('/', 2);
        var (bucket, key) = (path[0], path.Length > 1 ? Uri.UnescapeDataString(path[1]) : "");
        var query = request.Query;
        var number = query.TryGetValue("partNumber", out var text) ? int.Parse(text!, CultureInfo.InvariantCulture) : 0;
        return new S3Call(OperationOf(request, key), bucket, key, number, query["uploadId"].ToString())
        {
            Range = request.Headers.Range.ToString(),
            IfMatch = request.Headers.IfMatch.ToString(),
        };
    }

    private static string OperationOf(HttpRequest request, string key) => (request.Method, key.Length > 0) switch
    {
        ("GET", false) when request.Query["list-type"] == "2" => "ListObjectsV2",
        ("PUT", true) when request.Query.ContainsKey("partNumber") => "UploadPart",
        ("PUT", true) when request.Query.Count == 0 || request.Query["x-id"] == "PutObject" => "PutObject",
        ("POST", true) when request.Query.ContainsKey("uploads") => "CreateMultipartUpload",
        ("POST", true) when request.Query.ContainsKey("uploadId") => "CompleteMultipartUpload",
        ("DELETE", true) when request.Query.ContainsKey("uploadId") => "AbortMultipartUpload",
        ("DELETE", true) => "DeleteObject",
        ("GET", true) => "GetObject",
        ("HEAD", true) => "HeadObject",
        _ => throw new RequestRefusedException(501, "NotImplemented", $"{request.Method} {request.QueryString}"),
    };
}
