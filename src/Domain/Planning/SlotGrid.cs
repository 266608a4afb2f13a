using NodaTime;
using Notify.Domain.Time;

namespace Notify.Domain.Planning;

/// <summary>The moments a plan may choose from, evenly spaced in UTC, each with what the customer's wall clock shows.</summary>
internal sealed class SlotGrid
{
    private readonly DateTimeOffset[] at;
    private readonly LocalMoment[] local;

    private SlotGrid(DateTimeOffset[] at, LocalMoment[] local)
    {
        this.at = at;
        this.local = local;
    }

    public int Count => at.Length;

    public DateTimeOffset At(int slot) => at[slot];

    public LocalMoment Local(int slot) => local[slot];

    public static SlotGrid Of(DateTimeOffset from, DateTimeOffset until, int slotMinutes, DateTimeZone zone)
    {
        var step = TimeSpan.FromMinutes(slotMinutes).Ticks;
        var first = (from.UtcTicks + step - 1) / step * step;
        var count = first >= until.UtcTicks ? 0 : (int)((until.UtcTicks - 1 - first) / step) + 1;
        var at = new DateTimeOffset[count];
        var local = new LocalMoment[count];
        var interval = zone.GetZoneInterval(Instant.FromDateTimeOffset(from));
        for (var slot = 0; slot < count; slot++)
        {
            at[slot] = new DateTimeOffset(first + (slot * step), TimeSpan.Zero);
            var instant = Instant.FromDateTimeOffset(at[slot]);
            if (!interval.Contains(instant))
            {
                interval = zone.GetZoneInterval(instant);
            }

            local[slot] = LocalMoment.Of(at[slot], interval.WallOffset);
        }

        return new SlotGrid(at, local);
    }
}
