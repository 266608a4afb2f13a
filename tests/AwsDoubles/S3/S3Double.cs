using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Notify.AwsDoubles.Serving;
using Notify.AwsDoubles.Signing;

namespace Notify.AwsDoubles.S3;

/// <summary>
/// S3 with one bucket, in this process: it verifies signatures, chunks and checksums, keeps objects in memory, and fails
/// where a test tells it to. It does what the product asks of S3 and refuses everything else.
/// </summary>
public sealed class S3Double : IAsyncDisposable
{
    private readonly S3Store store = new();
    private readonly ConcurrentQueue<S3Call> calls = [];
    private readonly List<PlannedFault> faults = [];
    private LoopbackServer server = null!;

    private S3Double()
    {
    }

    /// <summary>Its only bucket.</summary>
    public const string Bucket = "notify-double";

    public Uri Address => server.Address;

    public AwsIdentity Identity { get; } = AwsIdentity.Of("s3");

    /// <summary>Every request whose signature was right, in order of arrival.</summary>
    public IReadOnlyCollection<S3Call> Calls => calls;

    /// <summary>Uploads neither completed nor aborted.</summary>
    public int UnfinishedUploads => store.Uploads;

    /// <summary>Keys of a page of a listing.</summary>
    public int PageKeys { get; init; } = 1000;

    /// <param name="certificate">For HTTPS; null for HTTP.</param>
    /// <param name="pageKeys">Keys of a page of a listing.</param>
    public static async Task<S3Double> StartAsync(X509Certificate2? certificate = null, int pageKeys = 1000)
    {
        var made = new S3Double { PageKeys = pageKeys };
        made.server = await LoopbackServer.StartAsync(made.AnswerAsync, certificate);
        return made;
    }

    /// <summary>Lets the next requests of an operation fail.</summary>
    /// <param name="operation">Such as <c>PutObject</c>.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">How often.</param>
    /// <param name="where">Which of them; null for all.</param>
    public void Fail(string operation, S3Fault fault, int times = 1, Func<S3Call, bool>? where = null)
    {
        lock (faults)
        {
            faults.Add(new PlannedFault(operation, fault, where ?? (_ => true)) { Left = times });
        }
    }

    /// <summary>The object with that key of the bucket; null without.</summary>
    public StoredObject? Find(string key) => store.Find(key);

    /// <summary>Puts an object past every check, as another program would.</summary>
    public void Place(string key, byte[] content) => store.Put(key, StoredObject.Of(content, new Dictionary<string, string>()), onlyNew: false);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            var call = S3Call.Of(context.Request);
            var fault = Next(call);
            if (fault is { CutAfter: { } bytes } && context.Request.Method is "PUT" or "POST")
            {
                await context.Request.Body.ReadAtLeastAsync(new byte[fault!.CutAfter!.Value], fault.CutAfter.Value, throwOnEndOfStream: false);
                context.Abort();
                return;
            }

            var body = await SigV4.VerifyAsync(context.Request, Identity);
            calls.Enqueue(call);
            if (call.Bucket != Bucket)
            {
                throw new RequestRefusedException(404, "NoSuchBucket", "The specified bucket does not exist");
            }

            if (fault is { Status: > 0 })
            {
                throw new RequestRefusedException(fault.Status, fault.Code, "The test wants it so.");
            }

            await new S3Answer(context, call, store, fault) { PageKeys = PageKeys }.WriteAsync(body);
        }
        catch (RequestRefusedException refusal)
        {
            await S3Answer.RefuseAsync(context, refusal);
        }
        catch (IOException)
        {
            // The client went away
        }
    }

    private S3Fault? Next(S3Call call)
    {
        lock (faults)
        {
            var planned = faults.Find(planned => planned.Left > 0 && planned.Operation == call.Operation && planned.Where(call));
            if (planned is not null)
            {
                planned.Left--;
            }

            return planned?.Fault;
        }
    }

    private sealed record PlannedFault(string Operation, S3Fault Fault, Func<S3Call, bool> Where)
    {
        public int Left { get; set; }
    }
}
