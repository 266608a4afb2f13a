using Notify.Domain.Campaigns;
using Notify.Domain.Ingestion;

namespace Notify.Activities.Tests.Ingestion;

public sealed class InputFormatsTests
{
    [Theory]
    [InlineData("2025-09-06", "2025-09-06T00:00:00Z")]
    [InlineData("06-09-2025", "2025-09-06T00:00:00Z")]
    [InlineData("2025-09-06T10:00:00Z", "2025-09-06T10:00:00Z")]
    [InlineData("2025-09-06T10:00:00+02:00", "2025-09-06T08:00:00Z")]
    [InlineData("2025-09-06 10:00:00.5", "2025-09-06T10:00:00.5Z")]
    [InlineData("2025-09-06T10:00", "2025-09-06T10:00:00Z")]
    [InlineData("06-09-2025 10:00", "2025-09-06T10:00:00Z")]
    public void TryMoment_NotationOfShops_IsUtc(string text, string expected)
    {
        Assert.True(InputText.TryMoment(text, out var moment));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), moment);
        Assert.Equal(TimeSpan.Zero, moment.Offset);
    }

    [Theory]
    [InlineData("31-02-2025")]
    [InlineData("2025-13-01")]
    [InlineData("09/06/2025")]
    [InlineData("6-9-25")]
    [InlineData("yesterday")]
    public void TryMoment_WhatIsNoDateOrAmbiguous_IsRefused(string text) => Assert.False(InputText.TryMoment(text, out _));

    [Fact]
    public void TryDate_MomentWithOffset_IsTheDateAsWritten()
    {
        Assert.True(InputText.TryDate("2025-09-06T00:30:00+02:00", out var date));
        Assert.Equal(new DateOnly(2025, 9, 6), date);
    }

    [Theory]
    [InlineData("1234.5", 1234.5)]
    [InlineData("1,234.50", 1234.5)]
    [InlineData("1,234,567", 1234567)]
    [InlineData("0", 0)]
    [InlineData("-3.25", -3.25)]
    public void TryAmount_PointAndThousands_IsRead(string text, double expected)
    {
        Assert.True(InputText.TryAmount(text, out var amount));
        Assert.Equal((decimal)expected, amount);
    }

    [Theory]
    [InlineData("1.50", "1.5")]
    [InlineData("100", "100")]
    [InlineData("0.30000000000000004", "0.3")]
    [InlineData("0.0000005", "0.000001")]
    public void TryAmount_DigitsBeyondMoney_AreRoundedAndZerosLeftOut(string text, string expected)
    {
        Assert.True(InputText.TryAmount(text, out var amount));
        Assert.Equal(expected, amount.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("user_id", "customer_id", "customer_id")]
    [InlineData("user_id", "ClientNo", "ClientNo")]
    [InlineData("product_id", "SKU id", "SKU id")]
    [InlineData("purchase_date", "order_date", "order_date")]
    [InlineData("quantity", "quantty", "quantty")]
    [InlineData("quantity", "colour", null)]
    [InlineData("created_at", "email", null)]
    public void ColumnSuggestion_OtherName_IsFoundWhereItIsNear(string missing, string candidate, string? expected) =>
        Assert.Equal(expected, ColumnSuggestion.For(missing, [candidate, "internal_remark"]));

    [Theory]
    [InlineData("12,5")]
    [InlineData("1.234,50")]
    [InlineData("1,23,456")]
    [InlineData("$5")]
    [InlineData("1e5")]
    [InlineData("")]
    [InlineData(" 5")]
    [InlineData("99999999999999999999999999999999999")]
    public void TryAmount_AmbiguousOrNone_IsRefused(string text) => Assert.False(InputText.TryAmount(text, out _));

    [Theory]
    [InlineData("quantity", "0", "from 1 to 100000")]
    [InlineData("quantity", "-1", "from 1 to 100000")]
    [InlineData("quantity", "1.5", "no whole number")]
    [InlineData("quantity", "99999999999", "from 1 to 100000")]
    [InlineData("price", "-1", "from 0 to 1,000,000,000")]
    [InlineData("price", "2000000000", "from 0 to 1,000,000,000")]
    [InlineData("price", "", "is empty")]
    [InlineData("total_amount", "much", "no amount")]
    [InlineData("purchase_date", "01-01-1066", "from 1970-01-01 to 2100-12-31")]
    [InlineData("purchase_date", "31-02-2025", "2025-12-31, 31-12-2025")]
    [InlineData("user_id", "  ", "is empty")]
    [InlineData("product_id", "a\nb", "line break")]
    public void Purchases_ValueOutOfBounds_IsRefusedWithBoundAndRemedy(string column, string value, string reason)
    {
        var reject = Assert.Single(InputFormats.Purchases.Read(Purchase((column, value)), out var purchase));

        Assert.Null(purchase);
        Assert.Equal((7, column, value.Trim()), (reject.Line, reject.Column, reject.Value));
        Assert.Contains(reason, reject.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 25)]
    [InlineData("null", 25)]
    [InlineData("20.00", 20)]
    [InlineData("0", 0)]
    public void Purchases_TotalAmount_IsPriceTimesQuantityUnlessGiven(string total, int expected)
    {
        Assert.Empty(InputFormats.Purchases.Read(Purchase(("total_amount", total)), out var purchase));

        Assert.Equal(expected, purchase!.TotalAmount);
    }

    [Fact]
    public void Purchases_MissingTotalBeyondBelief_IsRefused()
    {
        var reject = Assert.Single(InputFormats.Purchases.Read(Purchase(("price", "1000000"), ("quantity", "100000")), out _));

        Assert.Contains("price × quantity is out of bounds", reject.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Purchases_SeveralFaults_AreAllNamedAtOnce()
    {
        var rejects = InputFormats.Purchases.Read(Purchase(("price", "-1"), ("quantity", "none"), ("purchase_date", "soon")), out _);

        Assert.Equal(["price", "purchase_date", "quantity"], rejects.Select(reject => reject.Column).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Campaigns_OnlyWhatIsRequired_TakesTheDefaults()
    {
        Assert.Empty(InputFormats.Campaigns.Read(Campaign(), out var campaign));

        Assert.Equal(
            new Campaign { CampaignId = "C1", Name = "Sale", StartDate = new DateOnly(2025, 11, 1), EndDate = new DateOnly(2025, 12, 1) },
            campaign);
    }

    [Theory]
    [InlineData("priority", "6", "from 1 to 5")]
    [InlineData("priority", "0", "from 1 to 5")]
    [InlineData("status", "running", "one of active, paused, draft, completed")]
    [InlineData("notification_type", "buy now!", "letters, digits")]
    [InlineData("end_date", "2025-10-31", "before start_date 2025-11-01")]
    [InlineData("budget", "-1", "from 0")]
    [InlineData("frequency_cap", "0", "from 1")]
    [InlineData("ad_revenue", "-0.01", "from 0")]
    [InlineData("name", "", "is empty")]
    [InlineData("created_at", "then", "no date")]
    public void Campaigns_ValueOutOfBounds_IsRefusedWithBoundAndRemedy(string column, string value, string reason)
    {
        var reject = Assert.Single(InputFormats.Campaigns.Read(Campaign((column, value)), out _));

        Assert.Equal((column, value), (reject.Column, reject.Value));
        Assert.Contains(reason, reject.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("09:00", "", "window_end")]
    [InlineData("", "17:00", "window_start")]
    [InlineData("09:00", "09:00", "window_end")]
    [InlineData("9am", "17:00", "window_start")]
    public void Campaigns_HalfOrEmptyWindow_IsRefused(string start, string end, string column)
    {
        var reject = Assert.Single(InputFormats.Campaigns.Read(Campaign(("window_start", start), ("window_end", end)), out _));

        Assert.Equal(column, reject.Column);
    }

    [Fact]
    public void Campaigns_StatusAndTypeInAnyCase_AreNormalised()
    {
        Assert.Empty(InputFormats.Campaigns.Read(Campaign(("status", " Paused "), ("notification_type", "ClickBait")), out var campaign));

        Assert.Equal(("paused", "clickbait"), (campaign!.Status, campaign.NotificationType));
    }

    [Theory]
    [InlineData("max_per_day", "-1", "from 0 to 100")]
    [InlineData("preferred_times", "08:00;noon", "no time of day")]
    [InlineData("blackout_dates", "2025-12-24;Xmas", "no date")]
    [InlineData("quiet_start", "22:00", "give both or neither")]
    public void UserPreferences_ValueOutOfBounds_IsRefused(string column, string value, string reason)
    {
        var rejects = InputFormats.UserPreferences.Read(Row([("user_id", "U1"), (column, value)]), out var preferences);

        Assert.Null(preferences);
        Assert.Contains(reason, Assert.Single(rejects).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Products_NumbersOfOtherExporters_AreRead()
    {
        Assert.Empty(InputFormats.Products.Read(Row([("product_id", "1"), ("productDisplayName", "Shirt"), ("price", "NaN"), ("year", "2012.0")]), out var product));

        Assert.Null(product!.Price);
        Assert.Equal(2012, product.Year);
    }

    [Fact]
    public void Text_LongerThanTaken_IsRefusedWithItsLength()
    {
        var reject = Assert.Single(InputFormats.Products.Read(Row([("product_id", "1"), ("productDisplayName", new string('x', 20_001)), ("usage", "")]), out _));

        Assert.Contains("20001 characters; at most 20000", reject.Reason, StringComparison.Ordinal);
        Assert.True(reject.Value.Length < 50);
    }

    private static RowFields Purchase(params (string Column, string Value)[] changes) => Row(
        [("user_id", "U1"), ("purchase_id", "A"), ("product_id", "P1"), ("purchase_date", "2025-09-06"), ("price", "12.50"), ("quantity", "2"), ("total_amount", "")],
        changes);

    private static RowFields Campaign(params (string Column, string Value)[] changes) => Row(
        [("campaign_id", "C1"), ("name", "Sale"), ("start_date", "2025-11-01"), ("end_date", "01-12-2025")],
        changes);

    private static RowFields Row((string Column, string Value)[] fields, params (string Column, string Value)[] changes)
    {
        var values = fields.ToDictionary(field => field.Column, field => field.Value);
        foreach (var (column, value) in changes)
        {
            values[column] = value;
        }

        return new RowFields(new FileHeader([.. values.Keys]), [.. values.Values], line: 7);
    }
}
