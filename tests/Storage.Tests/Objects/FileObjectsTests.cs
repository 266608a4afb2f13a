using Notify.Contracts.Objects;
using Notify.Storage.Objects;

namespace Notify.Storage.Tests.Objects;

public sealed class FileObjectsTests : ObjectsContract
{
    private readonly TemporaryFolder folder = new();

    public override ValueTask DisposeAsync()
    {
        folder.Dispose();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task PutAsync_KeyInsideTheStagingFolder_IsRefused()
    {
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => Objects.PutAsync(".staging/x", new MemoryStream([1])));

        Assert.Contains(".staging", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutAsync_PartOfTheKeyIsAnObject_SaysWhere()
    {
        await Objects.PutAsync("a", new MemoryStream([1]));

        var fault = await Assert.ThrowsAsync<StorageException>(() => Objects.PutAsync("a/b", new MemoryStream([2])));

        Assert.Contains("'a/b'", fault.Message, StringComparison.Ordinal);
        Assert.Equal(folder.Path, fault.Location);
    }

    protected override Task<IObjects> OpenAsync() => Task.FromResult<IObjects>(new FileObjects(folder.Path));
}
