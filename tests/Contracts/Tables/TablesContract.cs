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
    public async Task GetManyAsync_KeysOfTwoParts_GivesEachRowOnce()
    {
        await Tables.PutAsync(Items, [.. Enumerable.Range(0, 300).Select(i => new SampleItem { Owner = $"o{i % 7}", Item = $"i{i}", Version = i })]);

        var rows = await Tables.GetManyAsync(Items, [.. Enumerable.Range(100, 300).Select(i => new RowKey($"o{i % 7}", $"i{i}")), new("o0", "i1"), new("o2", "i100")]);

        Assert.Equal(Enumerable.Range(100, 200), rows.Select(row => row.Version).Order());
    }

    [Fact]
    public async Task PutAsync_AmountsWithZerosAtTheirEnd_AreTheSameWhenTheyComeBack()
    {
        decimal[] amounts = [1.50m, 100m, 100.00m, -0.10m, 0m, 0.00m, 0.0000000000000000000000000001m, decimal.MaxValue, decimal.MinValue];
        var rows = amounts.Select((amount, i) => new SampleRow { Id = $"r{i}", Money = amount }).ToList();

        await Tables.PutAsync(Rows, rows);
        var back = await Tables.GetManyAsync(Rows, [.. rows.Select(row => row.Id)]);

        Assert.Equal(rows.Count, back.Count);
        Assert.All(back, row => Assert.True(RecordShape.Of<SampleRow>().AreSame(rows.Single(sent => sent.Id == row.Id), row), row.ToString()));
        Assert.Equal(amounts, back.OrderBy(row => row.Id, StringComparer.Ordinal).Select(row => row.Money));
    }

    [Fact]
    public async Task PutAsync_ManyRowsWithKeysAgainAndAgain_KeepsTheLastOfEach()
    {
        await Tables.PutAsync(Items, [.. Enumerable.Range(0, 3000).Select(i => new SampleItem { Owner = "o", Item = $"{i % 1000:D4}", Version = i })]);

        Assert.Equal(Enumerable.Range(2000, 1000), await Tables.QueryAsync(Items, "o").Select(item => item.Version).ToListAsync());
    }

    [Fact]
    public async Task GetManyAsync_MoreBytesThanOneAnswerHolds_GivesEveryRow()
    {
        // 19 MB; an answer of DynamoDB holds 16
        await Tables.PutAsync(Rows, [.. Enumerable.Range(0, 64).Select(i => new SampleRow { Id = $"r{i}", Number = i, Text = new string('x', 300_000) })]);

        var rows = await Tables.GetManyAsync(Rows, [.. Enumerable.Range(0, 64).Select(i => $"r{i}")]);

        Assert.Equal(Enumerable.Range(0, 64), rows.Select(row => row.Number).Order());
        Assert.All(rows, row => Assert.Equal(300_000, row.Text.Length));
    }

    [Fact]
    public async Task ScanAsync_MoreBytesThanAPageHolds_GivesEveryRowOnce()
    {
        await Tables.PutAsync(Rows, [.. Enumerable.Range(0, 12).Select(i => new SampleRow { Id = $"r{i}", Number = i, Text = new string('x', 300_000) })]);

        Assert.Equal(Enumerable.Range(0, 12), (await Tables.ScanAsync(Rows).ToListAsync()).Select(row => row.Number).Order());
        Assert.Equal(12, await Tables.CountAsync(Rows));
    }

    [Fact]
    public async Task EmptyKeys_OfRows_AreRefusedAndFindNothing()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Tables.PutAsync(Items, [new SampleItem { Owner = "o", Item = "" }]));
        await Assert.ThrowsAsync<ArgumentException>(() => Tables.TryInsertAsync(Items, new SampleItem { Owner = "", Item = "i" }));

        Assert.Null(await Tables.GetAsync(Items, "o", ""));
        Assert.Empty(await Tables.GetManyAsync(Rows, [""]));
        Assert.Empty(await Tables.GetManyAsync(Items, [new RowKey("o", ""), new RowKey("", "i")]));
        Assert.Empty(await Tables.QueryAsync(Items, "").ToListAsync());
        await Tables.DeleteAsync(Items, "o", "");
    }

    [Fact]
    public async Task PutAsync_CancelledBefore_WritesNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Tables.PutAsync(Items, [new SampleItem { Owner = "o", Item = "1" }], new CancellationToken(canceled: true)));

        Assert.Null(await Tables.GetAsync(Items, "o", "1"));
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
    public async Task TryReplaceAsync_RowsAsExpectedOrNot_ChangesThoseThatAre()
    {
        SampleItem Item(string item, int version) => new() { Owner = "o", Item = item, Version = version };
        await Tables.PutAsync(Items, [Item("same", 1), Item("changed", 2), Item("there", 3)]);
        RowChange<SampleItem>[] changes =
        [
            new(Item("same", 1), Item("same", 10)),
            new(Item("changed", 1), Item("changed", 10)),
            new(null, Item("there", 10)),
            new(null, Item("new", 10)),
            new(Item("gone", 1), Item("gone", 10)),
        ];

        var refused = await Tables.TryReplaceAsync(Items, changes);

        Assert.Equal([changes[1], changes[4], changes[2]], refused.OrderBy(change => change.Row.Item, StringComparer.Ordinal));
        Assert.Equal([("changed", 2), ("new", 10), ("same", 10), ("there", 3)], (await Tables.QueryAsync(Items, "o").ToListAsync()).Select(item => (item.Item, item.Version)));
    }

    [Fact]
    public async Task TryReplaceAsync_RowOfEveryKind_IsComparedByItsContent()
    {
        // As much as a row that another wrote from the same content differs in memory, and no more
        static SampleRow Row(int number) => new() { Id = "r", Number = number, Money = 1.5m, Labels = ["a"], Parts = [new("p", DateTimeOffset.UnixEpoch, 1m)], Vector = new float[3] };
        await Tables.PutAsync(Rows, [Row(1) with { Money = 1.50m }]);

        Assert.Empty(await Tables.TryReplaceAsync(Rows, [new(Row(1), Row(2))]));
        Assert.Single(await Tables.TryReplaceAsync(Rows, [new(Row(1), Row(3))]));
        Assert.Single(await Tables.TryReplaceAsync(Rows, [new(Row(2) with { Labels = ["b"] }, Row(3))]));
        Assert.Equal(2, (await Tables.GetAsync(Rows, "r"))!.Number);
    }

    [Fact]
    public async Task TryReplaceAsync_16Counting_LosesNoStep()
    {
        await Tables.PutAsync(Items, [new SampleItem { Owner = "counter", Item = "i" }]);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            for (var step = 0; step < 5;)
            {
                var before = (await Tables.GetAsync(Items, "counter", "i"))!;
                var refused = await Tables.TryReplaceAsync(Items, [new(before, before with { Version = before.Version + 1 })]);
                step += 1 - refused.Count;
            }
        })));

        Assert.Equal(80, (await Tables.GetAsync(Items, "counter", "i"))!.Version);
    }

    [Fact]
    public async Task TryReplaceAsync_FromOneKeyToAnother_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Tables.TryReplaceAsync(Items, [new(new SampleItem { Owner = "o", Item = "1" }, new SampleItem { Owner = "o", Item = "2" })]));

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
        // The last two are in the order of their UTF-8, which is that of their code points
        string[] keys = ["b", "a", "🎉", "C", "é", "\uFF5E", "a1", "B", "z"];
        await Tables.PutAsync(Items, [.. keys.Select(key => new SampleItem { Owner = "o", Item = key }), new SampleItem { Owner = "other", Item = "b" }]);

        Assert.Equal(["B", "C", "a", "a1", "b", "z", "é", "\uFF5E", "🎉"], await KeysAsync());
        Assert.Equal(["B", "C", "a", "a1", "b", "z", "é", "\uFF5E", "🎉"], await KeysAsync(from: ""));
        Assert.Equal(["a", "a1", "b"], await KeysAsync("a", "b"));
        Assert.Equal(["b", "z", "é", "\uFF5E", "🎉"], await KeysAsync(from: "b"));
        Assert.Equal(["B", "C"], await KeysAsync(to: "Z"));
        Assert.Empty(await KeysAsync("c", "d"));
        Assert.Empty(await KeysAsync("d", "c"));
        Assert.Empty(await KeysAsync(to: ""));

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
        await Assert.ThrowsAsync<ArgumentException>(() => Tables.GetManyAsync(Rows, [new RowKey("r", "s")]));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Tables.QueryAsync(Rows, "r").ToListAsync());
    }
}
