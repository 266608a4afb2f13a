using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notify.Domain.Events;

namespace Notify.Domain.Tests.Events;

/// <summary>Events as the outside writes them.</summary>
public sealed class ShopEventTests
{
    private static readonly DateTimeOffset Latest = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private const string Click = """{"event_id":"e1","event":"click","user_id":"U1","timestamp":"2026-11-20T11:59:58.1234567Z"}""";
    private const string Order = """{"event_id":"e1","event":"purchase","user_id":"U1","timestamp":"2026-11-20T11:00:00Z","product_id":"P1","price":12.50}""";

    public static TheoryData<string, string, string, string> Faults => new()
    {
        // field, its JSON (empty: left out), code, what the detail says
        { "event_id", "", "MISSING_FIELD", "Event 3: event_id is missing; every event needs it." },
        { "event_id", "null", "MISSING_FIELD", "Event 3: event_id is missing; every event needs it." },
        { "event_id", "\"  \"", "INVALID_FIELD", "Event 3: event_id '' is empty; leave it out or give it a value." },
        { "event_id", "17", "INVALID_FIELD", "Event 3: event_id '17' is no text; write it in quotation marks." },
        { "user_id", "\"\"", "INVALID_FIELD", "Event 3 (event_id 'e1'): user_id '' is empty; leave it out or give it a value." },
        { "user_id", "\"a\\nb\"", "INVALID_FIELD", "holds a control character or line break; a key may not." },
        { "user_id", "\"\\ud800\"", "INVALID_FIELD", "Event 3 (event_id 'e1'): user_id is no Unicode text; write it in UTF-8." },
        { "user_id", "{\"id\":1}", "INVALID_FIELD", "Event 3 (event_id 'e1'): user_id '{…}' is no text; write it in quotation marks." },
        { "user_id", "[\"U1\"]", "INVALID_FIELD", "Event 3 (event_id 'e1'): user_id '[…]' is no text; write it in quotation marks." },
        { "event", "", "MISSING_FIELD", "Event 3 (event_id 'e1'): event is missing; every event needs it." },
        { "event", "true", "INVALID_FIELD", "Event 3 (event_id 'e1'): event 'true' is no text; write it in quotation marks." },
        { "event", "\"Click\"", "UNKNOWN_EVENT", "Event 3 (event_id 'e1'): event 'Click' is no kind of event; it is one of view, add_to_cart, click, campaign_view, dismiss, opt_out, purchase." },
        { "timestamp", "", "MISSING_FIELD", "timestamp is missing" },
        { "timestamp", "1763640000", "INVALID_FIELD", "timestamp '1763640000' is no moment; write it as 2026-11-20T18:00:00Z, in ISO 8601 with its offset from UTC." },
        { "timestamp", "\"2026-11-20\"", "INVALID_FIELD", "is no moment" },
        { "timestamp", "\"2026-11-20T11:00:00\"", "INVALID_FIELD", "is no moment" },
        { "timestamp", "\"20-11-2026 11:00:00Z\"", "INVALID_FIELD", "is no moment" },
        { "timestamp", "\"2026-02-30T11:00:00Z\"", "INVALID_FIELD", "is no moment" },
        { "timestamp", "\"\\ud800\"", "INVALID_FIELD", "is no moment" },
        { "timestamp", "\"1969-12-31T23:59:59Z\"", "INVALID_FIELD", "timestamp '1969-12-31T23:59:59Z' is out of bounds; a date is from 1970-01-01 to 2100-12-31." },
        { "timestamp", "\"2101-01-01T00:00:00Z\"", "INVALID_FIELD", "is out of bounds" },
        { "timestamp", "\"2026-11-20T12:00:01Z\"", "TIMESTAMP_IN_FUTURE", "timestamp '2026-11-20T12:00:01Z' is in the future; the latest taken now is 2026-11-20T12:00:00Z. Set the producer's clock." },
        { "product_id", "", "MISSING_FIELD", "product_id is missing; every purchase needs it." },
        { "price", "", "MISSING_FIELD", "price is missing; every purchase needs it." },
        { "price", "\"12 EUR\"", "INVALID_FIELD", "price '12 EUR' is no amount; write it as 1234.50, without a currency." },
        { "price", "1e99", "INVALID_FIELD", "price '1e99' is no amount" },
        { "price", "-0.01", "INVALID_FIELD", "price '-0.01' is out of bounds; an amount is from 0 to 1,000,000,000." },
        { "total_amount", "1000000000.01", "INVALID_FIELD", "total_amount '1000000000.01' is out of bounds" },
        { "quantity", "0", "INVALID_FIELD", "quantity '0' is out of bounds; it is from 1 to 100000." },
        { "quantity", "100001", "INVALID_FIELD", "is out of bounds" },
        { "quantity", "1.5", "INVALID_FIELD", "quantity '1.5' is no whole number; write it as 12." },
        { "purchase_id", "false", "INVALID_FIELD", "purchase_id 'false' is no text" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_AnEventWithAFault_NamesEventFieldValueBoundAndRemedy(string field, string json, string code, string detail)
    {
        var read = Read(With(Order, field, json), out var fault);

        Assert.Null(read);
        Assert.Equal(code, fault!.Code);
        Assert.Equal(field, fault.Field);
        Assert.Contains(detail, fault.DetailAt(3), StringComparison.Ordinal);
        Assert.StartsWith(field, fault.WithoutValue, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AKeyThatIsTooLong_ShowsItsBeginning()
    {
        var read = Read(With(Click, "campaign_id", $"\"{new string('k', 201)}\""), out var fault);

        Assert.Null(read);
        Assert.Equal($"Event 0 (event_id 'e1'): campaign_id '{new string('k', 40)}…' has 201 characters; a key has at most 200.", fault!.DetailAt(0));
        Assert.NotNull(Read(With(Click, "campaign_id", $"\"{new string('k', 200)}\""), out _));
    }

    [Fact]
    public void Read_AFaultBeforeTheId_StillNamesTheEvent()
    {
        Read("""{"user_id":7,"event":"click","timestamp":"x","event_id":"late"}""", out var fault);

        Assert.Equal("Event 0 (event_id 'late'): user_id '7' is no text; write it in quotation marks.", fault!.DetailAt(0));
        Assert.DoesNotContain("7", fault.WithoutValue, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("not json")]
    public void Read_WhatIsNoObject_IsRefusedAsAWhole(string json)
    {
        Assert.Null(Read(json, out var fault));

        Assert.Equal("NOT_AN_OBJECT", fault!.Code);
        Assert.StartsWith("Event 0 is no", fault.DetailAt(0).Replace("is not", "is no", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_APurchase_FillsInWhatMayBeMissing()
    {
        var order = Read(With(Order, "quantity", "3"), out _)!;

        Assert.Equal(("e1", 12.50m, 3, 37.50m), (order.PurchaseId, order.Price, order.Quantity, order.TotalAmount));
        Assert.Equal(1, Read(Order, out _)!.Quantity);
        Assert.Equal(30m, Read(With(Order, "total_amount", "30"), out _)!.TotalAmount);
        Assert.Equal("p9", Read(With(Order, "purchase_id", "\"p9\""), out _)!.PurchaseId);
        Assert.Equal(1234.5m, Read(With(Order, "price", "\"1,234.50\""), out _)!.Price);
        Assert.Equal(2, Read(With(Order, "quantity", "2.0"), out _)!.Quantity);
    }

    [Fact]
    public void Read_AnyOrderUnknownFieldsEscapesAndRepeats_AreTheSameEvent()
    {
        var plain = Read(Click, out _);

        var odd = Read(
            """
            { "x": {"event_id": [1, {"user_id": 2}]}, "timestamp": "2026-11-20T14:59:58.1234567\u002B03:00", "us\u0065r_id": " U\u0031 ", "product_id": null,
              "event": "view", "event": "\u0063lick", "quantity": 5, "event_id": "e1" }
            """,
            out var fault);

        Assert.Null(fault);
        Assert.Equal(plain, odd);
    }

    [Fact]
    public void Convert_AnEvent_GivesTheRowOfItsTable()
    {
        var click = Read(With(Click, "campaign_id", "\"C1\""), out _)!;
        var order = Read(With(Order, "quantity", "2"), out _)!;

        Assert.Equal(("U1", "e1", "click", "C1", click.Timestamp), (click.ToClickEvent().UserId, click.ToClickEvent().EventId, click.ToClickEvent().Event, click.ToClickEvent().CampaignId, click.ToClickEvent().Timestamp));
        Assert.Equal(("U1", "e1", "P1", 25m, order.Timestamp), (order.ToPurchase().UserId, order.ToPurchase().PurchaseId, order.ToPurchase().ProductId, order.ToPurchase().TotalAmount, order.ToPurchase().PurchaseDate));
        Assert.Throws<InvalidOperationException>(click.ToPurchase);
        Assert.Throws<InvalidOperationException>(order.ToClickEvent);
    }

    [Fact]
    public void Write_ThenRead_GivesTheSameEvent()
    {
        var random = new Random(49);
        for (var i = 0; i < 2000; i++)
        {
            var written = Any(random);

            var read = ShopEventReader.Read(ShopEventWriter.BytesOf(written), Latest, out var fault);

            Assert.Null(fault);
            Assert.Equal(written, read);
        }
    }

    [Fact]
    public void Read_BytesChangedAtRandom_NeverThrows()
    {
        var random = new Random(50);
        for (var i = 0; i < 5000; i++)
        {
            var bytes = ShopEventWriter.BytesOf(Any(random));
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var read = ShopEventReader.Read(bytes, Latest, out var fault);

            Assert.Equal(read is null, fault is not null);
            _ = fault?.DetailAt(0);
        }
    }

    private static ShopEvent? Read(string json, out EventFault? fault) => ShopEventReader.Read(Encoding.UTF8.GetBytes(json), Latest, out fault);

    /// <summary>The event with a field set to a piece of JSON, or without it.</summary>
    private static string With(string json, string field, string value)
    {
        var rest = JsonNode.Parse(json)!.AsObject();
        rest.Remove(field);
        var text = rest.ToJsonString();
        return value.Length == 0 ? text : $"{text[..^1]},\"{field}\":{value}}}";
    }

    private static ShopEvent Any(Random random)
    {
        var kind = ShopEventKind.All[random.Next(ShopEventKind.All.Count)];
        var isPurchase = kind == ShopEventKind.Purchase;
        return new ShopEvent
        {
            EventId = Key(random),
            Event = kind,
            UserId = Key(random),
            Timestamp = DateTimeOffset.UnixEpoch.AddTicks(random.NextInt64((Latest - DateTimeOffset.UnixEpoch).Ticks)),
            ProductId = isPurchase || random.Next(2) == 0 ? Key(random) : null,
            CampaignId = random.Next(2) == 0 ? Key(random) : null,
            NotificationId = random.Next(2) == 0 ? Key(random) : null,
            PurchaseId = isPurchase ? Key(random) : null,
            Price = isPurchase ? random.Next(1_000_000) / 100m : 0,
            Quantity = isPurchase ? random.Next(1, 100) : 0,
            TotalAmount = isPurchase ? random.Next(1_000_000) / 100m : 0,
        };
    }

    private static string Key(Random random)
    {
        string[] pieces = ["a", "Z", "7", "-", "/", "\"", "\\", "ü", "東", "😀", "<&>", "'", ":"];
        return string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => pieces[random.Next(pieces.Length)]));
    }
}
