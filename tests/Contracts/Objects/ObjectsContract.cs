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

    // Not data of the theory above: test ids are UTF-8, which has no half pairs
    [Fact]
    public async Task Keys_ThatHaveNoUtf8OrXml_AreRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Objects.PutAsync("half a pair \uD83C", Content("x")));
        await Assert.ThrowsAsync<ArgumentException>(() => Objects.PutAsync("no character \uFFFE", Content("x")));
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

        await Assert.ThrowsAnyAsync<Exception>(() => Objects.PutAsync("k", new Forwards(new byte[10]) { BreaksAtItsEnd = true }));

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
    public async Task ListAsync_KeysBeyondTheBasicPlane_AreInTheOrderOfTheirBytes()
    {
        string[] inOrder = ["a", "a!", "é", "日本", "\uFF01", "🎉"];
        foreach (var key in inOrder.Reverse())
        {
            await Objects.PutAsync(key, Content(key));
        }

        Assert.Equal(inOrder, await Objects.ListAsync("").Select(entry => entry.Key).ToListAsync());
    }

    [Fact]
    public async Task ListAsync_MoreThanAPage_GivesEachOnce()
    {
        var keys = Enumerable.Range(0, 1205).Select(number => $"many/{number:D5}").ToList();
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (key, token) => await Objects.PutAsync(key, Content(key), token));

        Assert.Equal(keys, await Objects.ListAsync("many/").Select(entry => entry.Key).ToListAsync());
    }

    [Theory]
    [InlineData(20_000_000)]
    [InlineData(5 * 1024 * 1024)]
    [InlineData((5 * 1024 * 1024) + 1)]
    [InlineData((10 * 1024 * 1024) - 1)]
    [InlineData(10 * 1024 * 1024)]
    public async Task PutAsync_LargeContentOfUnknownLength_ComesBackWhole(int bytes)
    {
        var content = new byte[bytes];
        new Random(bytes).NextBytes(content);

        await Objects.PutAsync("large", new Forwards(content));

        Assert.Equal([new ObjectEntry("large", bytes)], await Objects.ListAsync("").ToListAsync());
        await using var whole = await Objects.OpenReadAsync("large");
        await AssertSameAsync(content, whole);
        await using var end = await Objects.OpenReadAsync("large", offset: bytes - 1_000_003);
        await AssertSameAsync(content.AsMemory(^1_000_003), end);
    }

    [Fact]
    public async Task TryPutNewAsync_LargeContent_KeepsWhatIsThere()
    {
        var content = new byte[12_000_000];

        Assert.True(await Objects.TryPutNewAsync("large", new Forwards(content)));
        Assert.False(await Objects.TryPutNewAsync("large", new Forwards(new byte[13_000_000])));

        Assert.Equal([new ObjectEntry("large", content.Length)], await Objects.ListAsync("").ToListAsync());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(12_000_000)]
    public async Task PutAsync_ContentFails_LeavesNothing(int bytes)
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Objects.PutAsync("k", new Forwards(new byte[bytes]) { BreaksAtItsEnd = true }));
        await Assert.ThrowsAsync<InvalidDataException>(() => Objects.TryPutNewAsync("k", new Forwards(new byte[bytes]) { BreaksAtItsEnd = true }));

        Assert.Empty(await Objects.ListAsync("").ToListAsync());
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => Objects.OpenReadAsync("k"));
    }

    [Fact]
    public async Task PutAsync_CancelledWithinALargeContent_LeavesNothing()
    {
        using var cancellation = new CancellationTokenSource();
        var content = new Forwards(new byte[30_000_000]) { OnRead = position => { if (position > 15_000_000) { cancellation.Cancel(); } } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Objects.PutAsync("k", content, cancellation.Token));

        Assert.Empty(await Objects.ListAsync("").ToListAsync());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    public async Task OpenReadAsync_AtOrBehindTheEnd_HasNothingToRead(int offset)
    {
        await Objects.PutAsync("k", Content("0123456789"));
        await Objects.PutAsync("empty", Content(""));

        await using var stream = await Objects.OpenReadAsync("k", offset);
        await using var empty = await Objects.OpenReadAsync("empty", offset);

        Assert.Equal(0, await stream.ReadAsync(new byte[1]));
        Assert.Equal(0, await empty.ReadAsync(new byte[1]));
    }

    [Fact]
    public async Task OpenReadAsync_BehindTheEndOfNoObject_SaysWhich() =>
        await Assert.ThrowsAsync<ObjectNotFoundException>(() => Objects.OpenReadAsync("nothing", 5));

    [Fact]
    public async Task Read_ByAReaderThatBlocks_GivesTheContent()
    {
        await Objects.PutAsync("k", Content("one\ntwo\n"));

        await using var stream = await Objects.OpenReadAsync("k");
        using var reader = new StreamReader(stream);
#pragma warning disable CA1849 // Blocking is what is tested
        Assert.Equal("one", reader.ReadLine());
        Assert.Equal("two", reader.ReadLine());
        Assert.Null(reader.ReadLine());
#pragma warning restore CA1849
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

    private static async Task AssertSameAsync(ReadOnlyMemory<byte> expected, Stream actual)
    {
        using var read = new MemoryStream();
        await actual.CopyToAsync(read);
        Assert.True(expected.Span.SequenceEqual(read.ToArray()), $"{expected.Length} bytes were put, {read.Length} or others came back.");
    }
}
