using System.Text;
using Notify.Workflows.Visibility;

namespace Notify.Workflows.Tests.Visibility;

/// <summary>The lines that people read beside workflows, activities and timers.</summary>
public sealed class SummaryTests
{
    [Fact]
    public void Summary_OfAShortText_IsThatText() => Assert.Equal("send C12 to U17", Summary.Of("send C12 to U17"));

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("🎁")]
    public void Summary_OfALongText_IsCutBetweenCharactersAndFits(string character)
    {
        var summary = Summary.Of(string.Concat(Enumerable.Repeat(character, 1000)));

        Assert.InRange(Encoding.UTF8.GetByteCount(summary), 150, 180);
        Assert.Equal("…", summary.Replace(character, "", StringComparison.Ordinal));
    }
}
