namespace Notify.SampleData.Randomness;

/// <summary>What a stream of random numbers is drawn for, so that two tables never share one.</summary>
internal enum Topic
{
    User = 1,
    Taste,
    Preferences,
    Product,
    Campaign,
    Activity,
    Purchase,
}
