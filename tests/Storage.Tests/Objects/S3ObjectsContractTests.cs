using Notify.AwsDoubles.S3;
using Notify.Contracts.Objects;
using Notify.Storage.Objects;
using Notify.Storage.Objects.S3;

namespace Notify.Storage.Tests.Objects;

/// <summary>The contract over HTTP, where the SDK signs every chunk.</summary>
public sealed class S3ObjectsContractTests : ObjectsContract
{
    private S3Double s3 = null!;

    public override async ValueTask DisposeAsync()
    {
        Assert.Equal(0, s3.UnfinishedUploads);
        (Objects as IDisposable)?.Dispose();
        await s3.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<IObjects> OpenAsync()
    {
        s3 = await S3Double.StartAsync();
        return S3Stores.Open(s3);
    }
}

/// <summary>The contract over HTTPS and below a prefix, where the SDK sends the checksum behind unsigned chunks.</summary>
public sealed class S3ObjectsSecureContractTests : ObjectsContract
{
    private S3Double s3 = null!;

    public override async ValueTask DisposeAsync()
    {
        Assert.Equal(0, s3.UnfinishedUploads);
        (Objects as IDisposable)?.Dispose();
        await s3.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<IObjects> OpenAsync()
    {
        s3 = await S3Double.StartAsync(S3Stores.Certificate, pageKeys: 7);
        s3.Place("shop/north-of-us", [1]);
        s3.Place("other", [2]);
        return S3Stores.Open(s3, options => options with { Prefix = "shop/north" });
    }
}
