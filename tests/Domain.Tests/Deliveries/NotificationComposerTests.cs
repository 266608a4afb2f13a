using Notify.Domain.Campaigns;
using Notify.Domain.Customers;
using Notify.Domain.Deliveries;
using Notify.Domain.Planning;
using Notify.Domain.Tests.Planning;

namespace Notify.Domain.Tests.Deliveries;

public sealed class NotificationComposerTests
{
    private static readonly User Ada = new() { UserId = "u1", Name = "Ada Lovelace", CreatedAt = Plans.Midnight };

    [Theory]
    [InlineData("Hi {name}!", "Hi Ada!")]
    [InlineData("{name}, see {campaign}", "Ada, see Campaign c1")]
    [InlineData("{discount} off, {", "{discount} off, {")]
    [InlineData("a } b {name}", "a } b Ada")]
    public void Compose_Placeholders_AreFilledAndOtherBracesStay(string template, string text) =>
        Assert.Equal(text, Compose(Plans.Campaign() with { TemplateShort = template }, Ada).ShortText);

    [Fact]
    public void Compose_NameThatLooksLikeAPlaceholder_IsNotFilledInAgain() =>
        Assert.Equal("Hi {campaign}", Compose(Plans.Campaign() with { TemplateShort = "Hi {name}" }, Ada with { Name = "{campaign}" }).ShortText);

    [Fact]
    public void Compose_CustomerWithoutName_IsGreetedWithoutOne() =>
        Assert.Equal("Hi there", Compose(Plans.Campaign() with { TemplateShort = "Hi {name}" }, Ada with { Name = " " }).ShortText);

    [Fact]
    public void Compose_NoTemplates_DescriptionThenName()
    {
        Assert.Equal("About it", Compose(Plans.Campaign() with { Description = "About it" }, Ada).LongText);
        Assert.Equal("Campaign c1", Compose(Plans.Campaign(), Ada).ShortText);
    }

    [Fact]
    public void Compose_LongShortText_IsCutAtAWord()
    {
        var text = Compose(Plans.Campaign() with { TemplateShort = string.Join(' ', Enumerable.Repeat("sale", 60)) }, Ada).ShortText;

        Assert.True(text.Length <= NotificationComposer.ShortTextLimit);
        Assert.EndsWith("sale…", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_Slot_GivesIdAndMoment()
    {
        var notification = Compose(Plans.Campaign(), Ada);

        Assert.Equal(NotificationId.Of("u1", "c1", Plans.Midnight), notification.NotificationId);
        Assert.Equal(Plans.Midnight.AddSeconds(3), notification.SentUtc);
        Assert.Equal(notification.SentUtc.ToUnixTimeSeconds(), notification.SentEpoch);
    }

    [Fact]
    public void Compose_SlotOfAnotherCampaign_IsRefused() =>
        Assert.Throws<ArgumentException>(() => NotificationComposer.Compose(Plans.Campaign("c2"), Ada, Slot, Plans.Midnight));

    [Fact]
    public void NotificationIdOf_PartsShiftedBetweenUserAndCampaign_Differ() =>
        Assert.NotEqual(NotificationId.Of("a", "bc", Plans.Midnight), NotificationId.Of("ab", "c", Plans.Midnight));

    private static PlannedSlot Slot => new()
    {
        NotificationId = NotificationId.Of("u1", "c1", Plans.Midnight),
        CampaignId = "c1",
        At = Plans.Midnight,
        ExpectedValue = 0.1,
    };

    private static Notification Compose(Campaign campaign, User user) =>
        NotificationComposer.Compose(campaign, user, Slot, Plans.Midnight.AddSeconds(3.4));
}
