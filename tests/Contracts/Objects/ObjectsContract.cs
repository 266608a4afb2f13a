using System.Text;
using Notify.Storage.Objects;

namespace Notify.Contracts.Objects;

/// <summary>What every adapter of the objects port must do. Each test has a fresh, empty store.</summary>
public abstract class ObjectsContract : IAsyncLifetime
{
    protected IObjects Objects { get; private set; } = null!;

    /// <summary>Opens an empty store.</summary>
    protected abstract Task<IObjects> OpenAsync();

    public async ValueTask InitializeAsync() => Objects = await OpenAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("a")]
    [InlineData("models/v1/index.bin")]
    [InlineData("ünïcode/日本 🎉.txt")]
    [InlineData("spaces and #%?&+.csv")]
    public async Task PutAsync_AnyKey_ComesBackUnderIt(string key)
    {
        await Objects.PutAsync(key, Content("hello"));

        Assert.Equal("hello", await ReadAsync(key));
        Assert.Equal([new ObjectEntry(key, 5)], await Objects.ListAsync("").ToListAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData("C:/windows")]
    public async Task Keys_ThatAreNoRelativePath_AreRefused(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Objects.PutAsync(key, Content("x")));
        await Assert.ThrowsAsync<ArgumentException>(() => Objects.OpenReadAsync(key));
        await Assert.ThrowsAsync<ArgumentException>(() => Objects.DeleteAsync(key));
        await Assert.ThrowsAsync<ArgumentException>(() => Objects.TryPutNewAsync(key, Content("x")));
    }

    [Fact]
    public async Task PutAsync_KeyTaken_ReplacesTheContent()
    {
        await Objects.PutAsync("k", Content("a longer first content"));
        await Objects.PutAsync("k", Content("second"));

        Assert.Equal("second", await ReadAsync("k"));
    }

    [Fact]
    public async Task PutAsync_EmptyContent_IsAnObjectToo()
    {
        await Objects.PutAsync("empty", Content(""));

        Assert.Equal("", await ReadAsync("empty"));
        Assert.Equal([new ObjectEntry("empty", 0)], await Objects.ListAsync("").ToListAsync());
    }

    [Fact]
    public async Task PutAsync_ContentFailsHalfway_LeavesTheOldContent()
    {
        await Objects.PutAsync("k", Content("old"));

        await Assert.ThrowsAnyAsync<Exception>(() => Objects.PutAsync("k", new BrokenStream()));

        Assert.Equal("old", await ReadAsync("k"));
        Assert.Single(await Objects.ListAsync("").ToListAsync());
    }

    [Fact]
    public async Task TryPutNewAsync_16Racing_ExactlyOneWins()
    {
        var won = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(() => Objects.TryPutNewAsync("race", Content($"writer {writer}")))));

        Assert.Equal(1, won.Count(first => first));
        Assert.Equal($"writer {Array.IndexOf(won, true)}", await ReadAsync("race"));
        Assert.False(await Objects.TryPutNewAsync("race", Content("late")));
    }

    [Fact]
    public async Task OpenReadAsync_Offset_StartsThere()
    {
        await Objects.PutAsync("k", Content("0123456789"));

        await using var stream = await Objects.OpenReadAsync("k", offset: 4);

        Assert.Equal("456789", await new StreamReader(stream).ReadToEndAsync());
    }

    [Fact]
    public async Task OpenReadAsync_NoSuchObject_SaysWhich()
    {
        await Objects.PutAsync("folder/file", Content("x"));

        Assert.Equal("nope/nothing", (await Assert.ThrowsAsync<ObjectNotFoundException>(() => Objects.OpenReadAsync("nope/nothing"))).Key);
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => Objects.OpenReadAsync("folder"));
    }

    [Fact]
    public async Task ListAsync_Prefix_GivesItsKeysInOrdinalOrder()
    {
        foreach (var key in (string[])["b/2", "b/10", "a", "b/B", "bc", "c/d/e"])
        {
            await Objects.PutAsync(key, Content(key));
        }

        Assert.Equal(["a", "b/10", "b/2", "b/B", "bc", "c/d/e"], await KeysAsync(""));
        Assert.Equal(["b/10", "b/2", "b/B"], await KeysAsync("b/"));
        Assert.Equal(["b/10", "b/2", "b/B", "bc"], await KeysAsync("b"));
        Assert.Equal(["c/d/e"], await KeysAsync("c/d/"));
        Assert.Empty(await KeysAsync("zzz/"));

        async Task<List<string>> KeysAsync(string prefix) => await Objects.ListAsync(prefix).Select(entry => entry.Key).ToListAsync();
    }

    [Fact]
    public async Task DeleteAsync_ObjectThereOrNot_LeavesNone()
    {
        await Objects.PutAsync("k", Content("x"));

        await Objects.DeleteAsync("k");
        await Objects.DeleteAsync("k");

        await Assert.ThrowsAsync<ObjectNotFoundException>(() => Objects.OpenReadAsync("k"));
    }

    [Fact]
    public async Task OpenReadAsync_WhileReplaced_NeverSeesAMixture()
    {
        var contents = new[] { new string('a', 200_000), new string('b', 200_000) };
        await Objects.PutAsync("k", Content(contents[0]));

        var writing = Task.Run(async () =>
        {
            for (var round = 0; round < 20; round++)
            {
                await Objects.PutAsync("k", Content(contents[round % 2]));
            }
        });
        do
        {
            Assert.Contains(await ReadAsync("k"), contents);
        }
        while (!writing.IsCompleted);

        await writing;
    }

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task<string> ReadAsync(string key)
    {
        await using var stream = await Objects.OpenReadAsync(key);
        return await new StreamReader(stream).ReadToEndAsync();
    }

    private sealed class BrokenStream : MemoryStream
    {
        private bool given;

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer) => Break(buffer.Length);

        public override int Read(byte[] buffer, int offset, int count) => Break(count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Break(buffer.Length));

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new InvalidDataException("The source broke.");

        private int Break(int count)
        {
            if (given)
            {
                throw new InvalidDataException("The source broke.");
            }

            given = true;
            return Math.Min(count, 10);
        }
    }
}
