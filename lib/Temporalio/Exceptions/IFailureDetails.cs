namespace Temporalio.Exceptions;

/// <summary>Values that accompany a failure.</summary>
public interface IFailureDetails
{
    /// <summary>How many values there are.</summary>
    int Count { get; }

    /// <summary>One value.</summary>
    /// <param name="index">Position, from zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    T? ElementAt<T>(int index);
}
