using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Amazon.Runtime;
using Notify.AwsDoubles.S3;
using Notify.Storage.Objects;
using Notify.Storage.Objects.S3;

namespace Notify.Storage.Tests.Objects;

/// <summary>What S3 does to a store, and what the store makes of it.</summary>
public sealed class S3FaultTests : IAsyncLifetime
{
    private readonly byte[] large = RandomNumberGenerator.GetBytes(17_000_000);
    private S3Double s3 = null!;
    private S3Objects objects = null!;

    public async ValueTask InitializeAsync()
    {
        s3 = await S3Double.StartAsync();
        objects = S3Stores.Open(s3);
    }

    public async ValueTask DisposeAsync()
    {
        objects.Dispose();
        await s3.DisposeAsync();
    }

    [Theory]
    [InlineData("PutObject")]
    [InlineData("GetObject")]
    [InlineData("ListObjectsV2")]
    [InlineData("DeleteObject")]
    public async Task AnyCall_FailingOnce_IsTriedAgain(string operation)
    {
        s3.Fail(operation, S3Fault.Answer(500, "InternalError"));
        s3.Fail(operation, S3Fault.Answer(503, "SlowDown"));

        await objects.PutAsync("k", Content(3));
        Assert.Equal([new ObjectEntry("k", 3)], await objects.ListAsync("").ToListAsync());
        Assert.Equal(3, (await ReadAsync("k")).Length);
        await objects.DeleteAsync("k");

        Assert.Null(s3.Find("k"));
    }

    [Fact]
    public async Task PutAsync_PartsFailingAndCut_ComesUpWhole()
    {
        s3.Fail("UploadPart", S3Fault.Answer(503, "SlowDown"), where: call => call.PartNumber == 2);
        s3.Fail("UploadPart", S3Fault.Cut(1_000_000), where: call => call.PartNumber == 3);
        s3.Fail("UploadPart", S3Fault.LoseAnswer(), where: call => call.PartNumber == 1);

        await objects.PutAsync("large", new MemoryStream(large));

        Assert.Equal(large, s3.Find("large")!.Content);
        Assert.Equal(0, s3.UnfinishedUploads);
    }

    [Fact]
    public async Task PutAsync_APartNeverGoesThrough_LeavesNoPartsAndTheOldObject()
    {
        await objects.PutAsync("large", Content(3));
        s3.Fail("UploadPart", S3Fault.Answer(403, "AccessDenied"), times: int.MaxValue, where: call => call.PartNumber == 3);

        var fault = await Assert.ThrowsAsync<StorageException>(() => objects.PutAsync("large", new MemoryStream(large)));

        Assert.Contains("s3:PutObject", fault.Remedy, StringComparison.Ordinal);
        Assert.Equal(3, s3.Find("large")!.Content.Length);
        Assert.Equal(0, s3.UnfinishedUploads);
    }

    [Fact]
    public async Task PutAsync_TheAbortFailsToo_SaysWhichUploadIsLeft()
    {
        s3.Fail("UploadPart", S3Fault.Answer(403, "AccessDenied"), times: int.MaxValue);
        s3.Fail("AbortMultipartUpload", S3Fault.Answer(403, "AccessDenied"), times: int.MaxValue);

        var fault = await Assert.ThrowsAsync<StorageException>(() => objects.PutAsync("large", new MemoryStream(large)));

        Assert.Contains("lifecycle rule", fault.Remedy, StringComparison.Ordinal);
        Assert.Equal(1, s3.UnfinishedUploads);
    }

    [Theory]
    [InlineData(10, "PutObject")]
    [InlineData(11_000_000, "CompleteMultipartUpload")]
    public async Task TryPutNewAsync_AcknowledgementLost_StillKnowsItsOwn(int bytes, string operation)
    {
        s3.Fail(operation, S3Fault.LoseAnswer());

        Assert.True(await objects.TryPutNewAsync("k", Content(bytes)));
        Assert.False(await objects.TryPutNewAsync("k", Content(bytes)));
        Assert.Equal(0, s3.UnfinishedUploads);
    }

    [Fact]
    public async Task TryPutNewAsync_ConflictWithAnotherWriter_PutsAgain()
    {
        s3.Fail("PutObject", S3Fault.Answer(409, "ConditionalRequestConflict"), times: 2);

        Assert.True(await objects.TryPutNewAsync("k", Content(10)));
    }

    [Fact]
    public async Task TryPutNewAsync_AnotherIsFirstWhileThePartsGoUp_LeavesTheOther()
    {
        s3.Fail("HeadObject", S3Fault.Answer(404, "NotFound"));
        s3.Place("k", [1, 2, 3]);

        Assert.False(await objects.TryPutNewAsync("k", new MemoryStream(large)));

        Assert.Equal([1, 2, 3], s3.Find("k")!.Content);
        Assert.Equal(0, s3.UnfinishedUploads);
    }

    [Fact]
    public async Task Reading_ConnectionsCutAgainAndAgain_GoesOnWhereItWas()
    {
        s3.Place("large", large);
        s3.Fail("GetObject", S3Fault.Cut(3_000_000), times: 4);

        Assert.Equal(large, await ReadAsync("large"));

        Assert.Equal(["", "bytes=3000000-16999999", "bytes=6000000-16999999", "bytes=9000000-16999999", "bytes=12000000-16999999"], s3.Calls.Select(call => call.Range));
        Assert.All(s3.Calls.Skip(1), call => Assert.Equal(s3.Find("large")!.ETag, call.IfMatch));
    }

    [Fact]
    public async Task Reading_TheAnswerStalls_IsTakenUpAgain()
    {
        using var impatient = S3Stores.Open(s3, options => options with { StallTimeout = TimeSpan.FromMilliseconds(200) });
        s3.Place("k", large[..100_000]);
        s3.Fail("GetObject", S3Fault.Stall(60_000));

        await using var stream = await impatient.OpenReadAsync("k");
        using var read = new MemoryStream();
        await stream.CopyToAsync(read);

        Assert.Equal(large[..100_000], read.ToArray());
    }

    [Fact]
    public async Task Reading_ReplacedAfterTheConnectionBroke_SaysSo()
    {
        s3.Place("k", large);
        s3.Fail("GetObject", S3Fault.Cut(100));

        await using var stream = await objects.OpenReadAsync("k");
        s3.Place("k", large[1..]);
        var fault = await Assert.ThrowsAsync<StorageException>(() => stream.CopyToAsync(Stream.Null));

        Assert.Contains("replaced", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_ContentDamagedUnderWay_SaysSo()
    {
        s3.Place("k", large[..100_000]);
        s3.Fail("GetObject", S3Fault.Damage());

        var fault = await Assert.ThrowsAsync<StorageException>(() => ReadAsync("k"));

        Assert.Contains("checksum", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetObject", 403, "AccessDenied", "Allow s3:GetObject on arn:aws:s3:::notify-double/* and s3:ListBucket")]
    [InlineData("PutObject", 403, "AccessDenied", "Allow s3:PutObject on arn:aws:s3:::notify-double/*")]
    [InlineData("ListObjectsV2", 403, "AccessDenied", "Allow s3:ListBucket on arn:aws:s3:::notify-double ")]
    [InlineData("PutObject", 403, "ExpiredToken", "Renew")]
    [InlineData("PutObject", 400, "AuthorizationHeaderMalformed", "region")]
    [InlineData("PutObject", 400, "EntityTooLarge", "Try again")]
    public async Task AnyCall_Refused_SaysWhatToDo(string operation, int status, string code, string remedy)
    {
        s3.Place("k", [1]);
        s3.Fail(operation, S3Fault.Answer(status, code), times: int.MaxValue);

        var fault = await Assert.ThrowsAsync<StorageException>(() => operation switch
        {
            "GetObject" => ReadAsync("k"),
            "PutObject" => objects.PutAsync("k", Content(1)),
            _ => objects.ListAsync("").ToListAsync().AsTask(),
        });

        Assert.Equal("s3://notify-double", fault.Location);
        Assert.Contains(remedy, fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_NoSuchBucket_SaysSo()
    {
        using var elsewhere = S3Stores.Open(s3, options => options with { Bucket = "no-such-bucket" });

        var fault = await Assert.ThrowsAsync<StorageException>(() => elsewhere.PutAsync("k", Content(1)));

        Assert.Contains("does not exist", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_WrongSecret_SaysThatTheCredentialsAreRefused()
    {
        using var stranger = new S3Objects(S3Stores.Options(s3), new BasicAWSCredentials(s3.Identity.AccessKey, "not the secret"));

        var fault = await Assert.ThrowsAsync<StorageException>(() => stranger.PutAsync("k", Content(1)));

        Assert.Contains("SignatureDoesNotMatch", fault.Message, StringComparison.Ordinal);
        Assert.Null(s3.Find("k"));
    }

    [Fact]
    public async Task AnyCall_NobodyListens_SaysThatItCannotBeReached()
    {
        var port = FreePort();
        using var nowhere = S3Stores.Open(s3, options => options with { ServiceUrl = new Uri($"http://127.0.0.1:{port}") });

        var fault = await Assert.ThrowsAsync<StorageException>(() => nowhere.DeleteAsync("k"));

        Assert.Contains("cannot be reached", fault.Message, StringComparison.Ordinal);
        Assert.Contains($":{port}", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutAsync_KmsKey_IsAskedForWithEveryObject()
    {
        using var encrypted = S3Stores.Open(s3, options => options with { KmsKey = "alias/notify" });

        await encrypted.PutAsync("small", Content(1));
        await encrypted.PutAsync("large", new MemoryStream(large));

        Assert.All((string[])["small", "large"], key => Assert.Equal("alias/notify", s3.Find(key)!.Headers["x-amz-server-side-encryption-aws-kms-key-id"]));
    }

    [Fact]
    public async Task ListAsync_AConsolesFolderMark_IsNoObject()
    {
        s3.Place("folder/", []);
        s3.Place("folder/k", [1]);

        Assert.Equal([new ObjectEntry("folder/k", 1)], await objects.ListAsync("").ToListAsync());
    }

    [Theory]
    [InlineData(S3Options.MinPartBytes - 1, 4)]
    [InlineData(S3Options.MinPartBytes, 0)]
    [InlineData(S3Options.MinPartBytes, 33)]
    public void Options_OutOfTheirBounds_AreRefused(int partBytes, int partsAtOnce) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => S3Stores.Open(s3, options => options with { PartBytes = partBytes, PartsAtOnce = partsAtOnce }));

    private static MemoryStream Content(int bytes) => new(new byte[bytes]);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<byte[]> ReadAsync(string key)
    {
        await using var stream = await objects.OpenReadAsync(key);
        using var read = new MemoryStream();
        await stream.CopyToAsync(read);
        return read.ToArray();
    }
}
