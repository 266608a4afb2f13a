using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Notify.AwsDoubles.Signing;

namespace Notify.AwsDoubles.S3;

/// <summary>Does what a request asks for, and answers it.</summary>
internal sealed class S3Answer(HttpContext context, S3Call call, S3Store store, S3Fault? fault)
{
    private static readonly XNamespace Names = "http://s3.amazonaws.com/doc/2006-03-01/";

    public required int PageKeys { get; init; }

    private HttpRequest Request => context.Request;

    private HttpResponse Response => context.Response;

    private bool OnlyNew => Request.Headers.IfNoneMatch.ToString() switch
    {
        "" => false,
        "*" => true,
        var other => throw new RequestRefusedException(501, "NotImplemented", $"If-None-Match: {other}"),
    };

    public static async Task RefuseAsync(HttpContext context, RequestRefusedException refusal)
    {
        context.Response.StatusCode = refusal.Status;
        if (context.Request.Method != "HEAD")
        {
            await WriteXmlAsync(context.Response, new XElement("Error", new XElement("Code", refusal.Code), new XElement("Message", refusal.Message), new XElement("RequestId", "double")));
        }
    }

    public Task WriteAsync(byte[] body) => call.Operation switch
    {
        "PutObject" => PutAsync(body),
        "CreateMultipartUpload" => XmlAsync(new XElement(Names + "InitiateMultipartUploadResult", new XElement(Names + "UploadId", store.Begin(call.Key, KeptHeaders())))),
        "UploadPart" => PutPartAsync(body),
        "CompleteMultipartUpload" => CompleteAsync(body),
        "AbortMultipartUpload" => DoneAsync(() => store.Abort(call.UploadId)),
        "DeleteObject" => DoneAsync(() => store.Delete(call.Key)),
        "ListObjectsV2" => ListAsync(),
        _ => GetAsync(),
    };

    private async Task PutAsync(byte[] body)
    {
        VerifyChecksums(body);
        var stored = StoredObject.Of(body, KeptHeaders());
        store.Put(call.Key, stored, OnlyNew);
        Response.Headers.ETag = stored.ETag;
        Response.Headers["x-amz-checksum-crc32"] = stored.Checksum;
        await EndAsync();
    }

    private async Task PutPartAsync(byte[] body)
    {
        VerifyChecksums(body);
        store.AddPart(call.UploadId, call.PartNumber, body);
        Response.Headers.ETag = StoredObject.Tag(body);
        Response.Headers["x-amz-checksum-crc32"] = Checksums.Crc32(body);
        await EndAsync();
    }

    private Task CompleteAsync(byte[] body)
    {
        var stored = store.Complete(call.UploadId, XElement.Parse(Encoding.UTF8.GetString(body)), OnlyNew);
        return XmlAsync(new XElement(Names + "CompleteMultipartUploadResult", new XElement(Names + "Key", call.Key), new XElement(Names + "ETag", stored.ETag)));
    }

    private Task DoneAsync(Action change)
    {
        change();
        Response.StatusCode = 204;
        return EndAsync();
    }

    private Task ListAsync()
    {
        var token = Request.Query["continuation-token"].ToString();
        var after = token.Length == 0 ? "" : Encoding.UTF8.GetString(Convert.FromHexString(token));
        var keys = store.List(Request.Query["prefix"].ToString(), after);
        var page = keys.Take(PageKeys).ToList();
        return XmlAsync(new XElement(
            Names + "ListBucketResult",
            new XElement(Names + "KeyCount", page.Count),
            new XElement(Names + "IsTruncated", page.Count < keys.Count ? "true" : "false"),
            page.Count < keys.Count ? new XElement(Names + "NextContinuationToken", Convert.ToHexString(Encoding.UTF8.GetBytes(page[^1].Key))) : null,
            page.Select(entry => new XElement(Names + "Contents", new XElement(Names + "Key", entry.Key), new XElement(Names + "Size", entry.Size)))));
    }

    private async Task GetAsync()
    {
        var stored = store.Get(call.Key);
        if (call.IfMatch.Length > 0 && call.IfMatch != stored.ETag)
        {
            throw new RequestRefusedException(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
        }

        var (from, to) = RangeOf(stored.Content.Length);
        foreach (var (name, value) in stored.Headers)
        {
            Response.Headers[name] = value;
        }

        Response.Headers.ETag = stored.ETag;
        Response.ContentLength = to - from;
        if (call.Range.Length > 0)
        {
            Response.StatusCode = 206;
            Response.Headers.ContentRange = $"bytes {from}-{to - 1}/{stored.Content.Length}";
        }
        else if (stored.Checksum is not null && Request.Headers["x-amz-checksum-mode"] == "ENABLED")
        {
            Response.Headers["x-amz-checksum-crc32"] = stored.Checksum;
            Response.Headers["x-amz-checksum-type"] = "FULL_OBJECT";
        }

        if (call.Operation == "GetObject")
        {
            await WriteContentAsync(stored.Content[from..to]);
        }
    }

    private async Task WriteContentAsync(byte[] content)
    {
        if (fault is { Damages: true })
        {
            content[content.Length / 2] ^= 1;
        }

        if (fault is null || (fault.CutAfter ?? fault.StallAfter) is not { } given)
        {
            await Response.Body.WriteAsync(content);
            return;
        }

        await Response.Body.WriteAsync(content.AsMemory(0, Math.Min(given, content.Length)));
        await Response.Body.FlushAsync();
        if (fault.StallAfter is not null)
        {
            var gone = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(() => gone.SetResult());
            await gone.Task;
        }

        // An answer that is shorter than announced ends the connection; aborting it would take back what was sent
    }

    private (int From, int To) RangeOf(int length)
    {
        if (call.Range.Length == 0)
        {
            return (0, length);
        }

        var range = RangeHeaderValue.Parse(call.Range).Ranges.Single();
        return range.From < length
            ? ((int)range.From, (int)Math.Min((range.To ?? length - 1) + 1, length))
            : throw new RequestRefusedException(416, "InvalidRange", "The requested range is not satisfiable");
    }

    private void VerifyChecksums(byte[] body)
    {
        foreach (var header in Request.Headers.Where(header => header.Key.StartsWith("x-amz-checksum-", StringComparison.OrdinalIgnoreCase)))
        {
            Checksums.Verify(header.Key.ToLowerInvariant(), header.Value.ToString(), body);
        }

        if (!Request.Headers.ContainsKey("x-amz-trailer") && !Request.Headers.ContainsKey("x-amz-checksum-crc32"))
        {
            throw new RequestRefusedException(400, "InvalidRequest", "The product is to send a checksum with every object.");
        }
    }

    private Dictionary<string, string> KeptHeaders() => Request.Headers
        .Where(header => header.Key.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase) || header.Key.StartsWith("x-amz-server-side-", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());

    private async Task XmlAsync(XElement answer)
    {
        if (fault is { LosesAnswer: true })
        {
            context.Abort();
            return;
        }

        await WriteXmlAsync(Response, answer);
    }

    private Task EndAsync()
    {
        if (fault is { LosesAnswer: true })
        {
            context.Abort();
        }

        return Task.CompletedTask;
    }

    private static Task WriteXmlAsync(HttpResponse response, XElement answer)
    {
        response.ContentType = "application/xml";
        return response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{answer.ToString(SaveOptions.DisableFormatting)}");
    }
}
