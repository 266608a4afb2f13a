namespace Temporalio.Worker.Tuning;

/// <summary>The right to use one slot.</summary>
public class SlotPermit
{
    /// <summary>A permit without data.</summary>
    public SlotPermit()
    {
    }

    /// <param name="data">What the supplier wants to find in it again.</param>
    public SlotPermit(object data) => UserData = data;

    /// <summary>What the supplier wants to find in it again.</summary>
    public object? UserData { get; init; }
}
