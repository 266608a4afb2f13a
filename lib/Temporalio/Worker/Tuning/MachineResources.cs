namespace Temporalio.Worker.Tuning;

/// <summary>How much of the machine, or of the container, is in use.</summary>
internal class MachineResources
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMilliseconds(100);
    private readonly Lock gate = new();
    private readonly TimeProvider time = TimeProvider.System;
    private long measuredAt;
    private TimeSpan processorTime;
    private (double Memory, double Cpu) usage;

    public static MachineResources Shared { get; } = new();

    /// <summary>
    /// Shares from 0 to 1: memory against what the process may have, and this process's processor time since the
    /// last measurement.
    /// </summary>
    public virtual (double Memory, double Cpu) Usage
    {
        get
        {
            lock (gate)
            {
                var now = time.GetTimestamp();
                var elapsed = measuredAt == 0 ? TimeSpan.MaxValue : time.GetElapsedTime(measuredAt, now);
                if (elapsed >= Freshness)
                {
                    var spent = Environment.CpuUsage.TotalTime;
                    var cpu = measuredAt == 0 ? 0 : (spent - processorTime) / elapsed / Environment.ProcessorCount;
                    usage = (Memory(), Math.Clamp(cpu, 0, 1));
                    processorTime = spent;
                    measuredAt = now;
                }

                return usage;
            }
        }
    }

    private static double Memory()
    {
        var info = GC.GetGCMemoryInfo();
        return info.TotalAvailableMemoryBytes > 0 ? (double)Environment.WorkingSet / info.TotalAvailableMemoryBytes : 0;
    }
}
