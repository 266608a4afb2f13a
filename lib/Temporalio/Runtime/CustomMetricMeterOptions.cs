namespace Temporalio.Runtime;

/// <summary>How metrics are given to an <see cref="ICustomMetricMeter"/>.</summary>
public class CustomMetricMeterOptions : ICloneable
{
    /// <summary>What a duration is given as.</summary>
    public enum DurationFormat
    {
        /// <summary>Whole milliseconds, as <c>long</c>.</summary>
        IntegerMilliseconds,

        /// <summary>Seconds, as <c>double</c>.</summary>
        FloatSeconds,

        /// <summary>A <see cref="System.TimeSpan"/>.</summary>
        TimeSpan,
    }

    /// <summary>What a duration is given as. Default is whole milliseconds.</summary>
    public DurationFormat HistogramDurationFormat { get; set; } = DurationFormat.IntegerMilliseconds;

    /// <inheritdoc/>
    public virtual object Clone() => MemberwiseClone();
}
