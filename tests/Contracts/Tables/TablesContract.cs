using Notify.Storage.Tables;
using Notify.Storage.Tables.Records;

namespace Notify.Contracts.Tables;

/// <summary>What every adapter of the tables port must do. Each test has fresh, empty tables.</summary>
public abstract class TablesContract : IAsyncLifetime
{
    protected TableDefinition<SampleRow> Rows => Define(new TableDefinition<SampleRow>("sample_rows", "id"));

    protected TableDefinition<SampleItem> Items => Define(new TableDefinition<SampleItem>("sample_items", "owner", "item"));

    protected ITables Tables { get; private set; } = null!;

    /// <summary>The table as the adapter is to keep it.</summary>
    protected virtual TableDefinition<TRow> Define<TRow>(TableDefinition<TRow> table)
        where TRow : class => table;

    /// <summary>Opens the adapter, on what it held before when called again.</summary>
    protected abstract Task<ITables> OpenAsync();

    /// <summary>Closes the adapter, keeping what it holds.</summary>
    protected abstract Task CloseAsync(ITables tables);

    public async ValueTask InitializeAsync() => Tables = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync(Tables);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task GetAsync_KeyWithoutRow_IsNull()
    {
        Assert.Null(await Tables.GetAsync(Rows, "nobody"));
        Assert.Null(await Tables.GetAsync(Items, "nobody", "nothing"));
    }

    [Fact]
    public async Task PutAsync_EveryKindOfAttribute_ComesBackExactly()
    {
        var row = new SampleRow
        {
            Id = "full",
            Text = "naïve 日本語 🎉 ' \" \\ \n",
            OptionalText = "here",
            Number = int.MinValue,
            OptionalNumber = 0,
            LongNumber = long.MaxValue,
            Real = Math.PI,
            Money = 12345678901234567890.12m,
            OptionalMoney = 1.50m,
            Flag = true,
            Moment = new DateTimeOffset(2025, 3, 30, 2, 30, 0, 123, TimeSpan.FromHours(2)).AddTicks(4567),
            OptionalMoment = DateTimeOffset.UnixEpoch,
            Date = new DateOnly(2024, 2, 29),
            Time = new TimeOnly(23, 59),
            OptionalTime = new TimeOnly(0, 0, 1),
            Labels = ["a", "", "ü;,"],
            Parts = [new("part", DateTimeOffset.UnixEpoch, 0.10m)],
            Vector = new[] { 1f, -0.5f, float.MaxValue, float.Epsilon },
        };

        await Tables.PutAsync(Rows, [row]);
        var back = await Tables.GetAsync(Rows, "full");

        Assert.NotNull(back);
        Assert.True(RecordShape.Of<SampleRow>().AreSame(row, back), $"{row}\n{back}");
        Assert.Equal(row.Moment.UtcTicks, back.Moment.UtcTicks);
    }

    [Fact]
    public async Task PutAsync_NullsAndEmptyStrings_AreKeptApart()
    {
        await Tables.PutAsync(Rows, [new SampleRow { Id = "sparse", Text = "", OptionalText = null }, new SampleRow { Id = "empty", OptionalText = "" }]);

        var sparse = await Tables.GetAsync(Rows, "sparse");
        var empty = await Tables.GetAsync(Rows, "empty");

        Assert.Equal("", sparse!.Text);
        Assert.Null(sparse.OptionalText);
        Assert.Null(sparse.OptionalNumber);
        Assert.Null(sparse.OptionalMoney);
        Assert.Null(sparse.OptionalMoment);
        Assert.Null(sparse.OptionalTime);
        Assert.Empty(sparse.Labels);
        Assert.Equal("", empty!.OptionalText);
    }

    [Fact]
    public async Task PutAsync_SameKeyAgain_ReplacesTheWholeRow()
    {
        await Tables.PutAsync(Rows, [new SampleRow { Id = "one", OptionalText = "old", Number = 1 }]);
        await Tables.PutAsync(Rows, [new SampleRow { Id = "one", Number = 2 }]);

        var row = await Tables.GetAsync(Rows, "one");

        Assert.Equal(2, row!.Number);
        Assert.Null(row.OptionalText);
        Assert.Equal(1, await Tables.CountAsync(Rows));
    }

    [Fact]
    public async Task PutAsync_SameKeyTwiceInOneCall_KeepsTheLast()
    {
        await Tables.PutAsync(Rows, [new SampleRow { Id = "twice", Number = 1 }, new SampleRow { Id = "twice", Number = 2 }]);

        Assert.Equal(2, (await Tables.GetAsync(Rows, "twice"))!.Number);
    }

    [Fact]
    public async Task PutAsync_NoRows_DoesNothing()
    {
        await Tables.PutAsync(Rows, []);

        Assert.Equal(0, await Tables.CountAsync(Rows));
    }

    [Fact]
    public async Task PutAsync_BigRow_ComesBackWhole()
    {
        // Under DynamoDB's 400 KB.
        var row = new SampleRow { Id = "big", Text = new string('x', 300_000), Vector = new float[4096] };

        await Tables.PutAsync(Rows, [row]);

        Assert.Equal(row.Text, (await Tables.GetAsync(Rows, "big"))!.Text);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("käse 日本 🎉")]
    [InlineData("a/b#c:d%e'f\"g;h")]
    [InlineData(" spaces ")]
    [InlineData("UPPER")]
    public async Task Keys_OfAnyCharacters_AddressExactlyTheirRow(string key)
    {
        await Tables.PutAsync(Items, [
            new SampleItem { Owner = key, Item = key, Version = 1 },
            new SampleItem { Owner = key, Item = key + "x", Version = 2 },
            new SampleItem { Owner = key.ToLowerInvariant() + "y", Item = key, Version = 3 },
        ]);

        Assert.Equal(1, (await Tables.GetAsync(Items, key, key))!.Version);
        Assert.Equal([1, 2], await Tables.QueryAsync(Items, key).Select(item => item.Version).ToListAsync());
    }

    [Fact]
    public async Task GetManyAsync_SomeKeysWithoutRow_GivesTheOthersOnce()
    {
        await Tables.PutAsync(Rows, [.. Enumerable.Range(0, 250).Select(i => new SampleRow { Id = $"r{i}", Number = i })]);

        var rows = await Tables.GetManyAsync(Rows, [.. Enumerable.Range(100, 200).Select(i => $"r{i}"), "r100"]);

        Assert.Equal(Enumerable.Range(100, 150), rows.Select(row => row.Number).Order());
    }

    [Fact]
    public async Task TryInsertAsync_KeyTaken_IsFalseAndChangesNothing()
    {
        Assert.True(await Tables.TryInsertAsync(Items, new SampleItem { Owner = "o", Item = "i", Version = 1 }));
        Assert.False(await Tables.TryInsertAsync(Items, new SampleItem { Owner = "o", Item = "i", Version = 2 }));

        Assert.Equal(1, (await Tables.GetAsync(Items, "o", "i"))!.Version);
    }

    [Fact]
    public async Task TryInsertAsync_32Racing_ExactlyOneWins()
    {
        for (var round = 0; round < 10; round++)
        {
            var key = $"race{round}";
            var won = await Task.WhenAll(Enumerable.Range(0, 32).Select(writer =>
                Task.Run(() => Tables.TryInsertAsync(Items, new SampleItem { Owner = key, Item = "i", Version = writer }))));

            Assert.Equal(1, won.Count(first => first));
            Assert.Equal(Array.IndexOf(won, true), (await Tables.GetAsync(Items, key, "i"))!.Version);
        }
    }

    [Fact]
    public async Task DeleteAsync_RowThereOrNot_LeavesNone()
    {
        await Tables.PutAsync(Items, [new SampleItem { Owner = "o", Item = "1" }, new SampleItem { Owner = "o", Item = "2" }]);

        await Tables.DeleteAsync(Items, "o", "1");
        await Tables.DeleteAsync(Items, "o", "1");

        Assert.Equal(["2"], await Tables.QueryAsync(Items, "o").Select(item => item.Item).ToListAsync());
    }

    [Fact]
    public async Task QueryAsync_Range_IsInclusiveAndInOrdinalOrder()
    {
        string[] keys = ["b", "a", "C", "é", "a1", "B", "", "z"];
        // DynamoDB has no empty keys.
        keys = [.. keys.Where(key => key.Length > 0)];
        await Tables.PutAsync(Items, [.. keys.Select(key => new SampleItem { Owner = "o", Item = key }), new SampleItem { Owner = "other", Item = "b" }]);

        Assert.Equal(["B", "C", "a", "a1", "b", "z", "é"], await KeysAsync());
        Assert.Equal(["a", "a1", "b"], await KeysAsync("a", "b"));
        Assert.Equal(["b", "z", "é"], await KeysAsync(from: "b"));
        Assert.Equal(["B", "C"], await KeysAsync(to: "Z"));
        Assert.Empty(await KeysAsync("c", "d"));

        async Task<List<string>> KeysAsync(string? from = null, string? to = null) =>
            await Tables.QueryAsync(Items, "o", from, to).Select(item => item.Item).ToListAsync();
    }

    [Fact]
    public async Task QueryAsync_ManyPages_GivesEveryRowOnceInOrder()
    {
        var items = Enumerable.Range(0, 2500).Select(i => new SampleItem { Owner = "o", Item = $"{i:D5}" }).ToList();
        await Tables.PutAsync(Items, items);

        Assert.Equal(items, await Tables.QueryAsync(Items, "o").ToListAsync());
        Assert.Equal(items[1..^1], await Tables.QueryAsync(Items, "o", "00001", "02498").ToListAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public async Task ScanAsync_AllSegments_TogetherGiveEveryRowOnce(int segments)
    {
        var items = Enumerable.Range(0, 2200).Select(i => new SampleItem { Owner = $"owner{i % 700}", Item = $"{i:D5}" }).ToList();
        await Tables.PutAsync(Items, items);

        var seen = new List<SampleItem>();
        for (var segment = 0; segment < segments; segment++)
        {
            seen.AddRange(await Tables.ScanAsync(Items, segment, segments).ToListAsync());
        }

        Assert.Equal(items.OrderBy(item => item.Item, StringComparer.Ordinal), seen.OrderBy(item => item.Item, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(-1, 2)]
    [InlineData(0, 0)]
    public async Task ScanAsync_SegmentThatIsNone_IsRefused(int segment, int segments) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Tables.ScanAsync(Items, segment, segments).ToListAsync());

    [Fact]
    public async Task Reads_AfterConcurrentWrites_SeeEachOwnWrite()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var version = 1; version <= 20; version++)
            {
                await Tables.PutAsync(Items, [new SampleItem { Owner = $"w{writer}", Item = "i", Version = version }]);
                Assert.Equal(version, (await Tables.GetAsync(Items, $"w{writer}", "i"))!.Version);
            }
        })));
    }

    [Fact]
    public async Task Rows_AfterReopening_AreStillThere()
    {
        await Tables.PutAsync(Rows, [new SampleRow { Id = "kept", Money = 0.1m }]);

        await CloseAsync(Tables);
        Tables = await OpenAsync();

        Assert.Equal(0.1m, (await Tables.GetAsync(Rows, "kept"))!.Money);
    }

    [Fact]
    public async Task SortKey_MissingOrUncalledFor_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Tables.GetAsync(Items, "o"));
        await Assert.ThrowsAsync<ArgumentException>(() => Tables.GetAsync(Rows, "r", "s"));
        await Assert.ThrowsAsync<ArgumentException>(() => Tables.GetManyAsync(Items, ["o"]));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Tables.QueryAsync(Rows, "r").ToListAsync());
    }
}
