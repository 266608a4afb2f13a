using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Notify.AwsDoubles.Signing;

namespace Notify.AwsDoubles.S3;

/// <summary>What is in the bucket, and the uploads under way.</summary>
internal sealed class S3Store
{
    private const int MinPartBytes = 5 * 1024 * 1024;
    private readonly Lock gate = new();
    private readonly Dictionary<string, StoredObject> objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Upload> uploads = new(StringComparer.Ordinal);

    public int Uploads
    {
        get
        {
            lock (gate)
            {
                return uploads.Count;
            }
        }
    }

    public StoredObject? Find(string key)
    {
        lock (gate)
        {
            return objects.GetValueOrDefault(key);
        }
    }

    public StoredObject Get(string key) => Find(key) ?? throw new RequestRefusedException(404, "NoSuchKey", "The specified key does not exist.");

    public void Put(string key, StoredObject stored, bool onlyNew)
    {
        lock (gate)
        {
            if (onlyNew && objects.ContainsKey(key))
            {
                throw new RequestRefusedException(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
            }

            objects[key] = stored;
        }
    }

    public void Delete(string key)
    {
        lock (gate)
        {
            objects.Remove(key);
        }
    }

    /// <summary>The keys behind the token, in the order of their UTF-8 bytes.</summary>
    public List<(string Key, int Size)> List(string prefix, string after)
    {
        lock (gate)
        {
            return [.. objects.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
                .Select(entry => (entry.Key, Bytes: Convert.ToHexString(Encoding.UTF8.GetBytes(entry.Key)), Size: entry.Value.Content.Length))
                .Where(entry => string.CompareOrdinal(entry.Bytes, Convert.ToHexString(Encoding.UTF8.GetBytes(after))) > 0)
                .OrderBy(entry => entry.Bytes, StringComparer.Ordinal)
                .Select(entry => (entry.Key, entry.Size))];
        }
    }

    public string Begin(string key, IReadOnlyDictionary<string, string> headers)
    {
        lock (gate)
        {
            var id = Guid.NewGuid().ToString("N");
            uploads[id] = new Upload(key, headers, []);
            return id;
        }
    }

    public void AddPart(string uploadId, int number, byte[] content)
    {
        lock (gate)
        {
            UploadOf(uploadId).Parts[number] = content;
        }
    }

    public void Abort(string uploadId)
    {
        lock (gate)
        {
            _ = UploadOf(uploadId);
            uploads.Remove(uploadId);
        }
    }

    public StoredObject Complete(string uploadId, XElement request, bool onlyNew)
    {
        lock (gate)
        {
            var upload = UploadOf(uploadId);
            var named = request.Elements().Select(part => Named(upload, part)).ToList();
            if (named.Count == 0 || !named.Select(part => part.Number).SequenceEqual(named.Select(part => part.Number).Distinct().Order()))
            {
                throw new RequestRefusedException(400, "InvalidPartOrder", "The list of parts was not in ascending order.");
            }

            if (named.SkipLast(1).Any(part => part.Content.Length < MinPartBytes))
            {
                throw new RequestRefusedException(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
            }

            var stored = StoredObject.OfParts([.. named.Select(part => part.Content)], upload.Headers);
            Put(upload.Key, stored, onlyNew);
            uploads.Remove(uploadId);
            return stored;
        }
    }

    private static (int Number, byte[] Content) Named(Upload upload, XElement part)
    {
        string? Value(string name) => part.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        var number = int.Parse(Value("PartNumber")!, CultureInfo.InvariantCulture);
        return upload.Parts.TryGetValue(number, out var content) && Value("ETag") == StoredObject.Tag(content) && Value("ChecksumCRC32") == Checksums.Crc32(content)
            ? (number, content)
            : throw new RequestRefusedException(400, "InvalidPart", $"Part {number} did not come, or differs.");
    }

    private Upload UploadOf(string uploadId) => uploads.GetValueOrDefault(uploadId)
        ?? throw new RequestRefusedException(404, "NoSuchUpload", "The specified multipart upload does not exist.");

    private sealed record Upload(string Key, IReadOnlyDictionary<string, string> Headers, Dictionary<int, byte[]> Parts);
}
