namespace Temporalio.Worker.Tuning;

/// <summary>How many polls are open at a time.</summary>
public abstract class PollerBehavior
{
    private PollerBehavior()
    {
    }

    /// <summary>Polls at most.</summary>
    internal abstract int MostPolls { get; }

    /// <summary>As many polls as there are slots, up to a maximum.</summary>
    public sealed class SimpleMaximum : PollerBehavior
    {
        /// <param name="maximum">Polls at most; at least 1, and 2 for workflow tasks of a worker that caches workflows.</param>
        /// <exception cref="ArgumentException">It is less than 1.</exception>
        public SimpleMaximum(int maximum) => Maximum = maximum >= 1
            ? maximum
            : throw new ArgumentException($"A maximum of {maximum} polls would bring no tasks. Give at least 1.", nameof(maximum));

        /// <summary>Polls at most.</summary>
        public int Maximum { get; }

        internal override int MostPolls => Maximum;
    }

    /// <summary>
    /// More polls while they bring tasks, fewer while they bring none. A server that advises on it is followed.
    /// </summary>
    public sealed class Autoscaling : PollerBehavior
    {
        /// <param name="minimum">Polls at least.</param>
        /// <param name="maximum">Polls at most.</param>
        /// <param name="initial">Polls at first.</param>
        /// <exception cref="ArgumentException">Not 1 ≤ minimum ≤ initial ≤ maximum.</exception>
        public Autoscaling(int minimum = 1, int maximum = 100, int initial = 5)
        {
            if (minimum < 1 || initial < minimum || maximum < initial)
            {
                throw new ArgumentException(
                    $"Polls cannot scale from {minimum} to {maximum} beginning with {initial}. Give 1 <= minimum <= initial <= maximum.");
            }

            Minimum = minimum;
            Maximum = maximum;
            Initial = initial;
        }

        /// <summary>Polls at least.</summary>
        public int Minimum { get; }

        /// <summary>Polls at most.</summary>
        public int Maximum { get; }

        /// <summary>Polls at first.</summary>
        public int Initial { get; }

        internal override int MostPolls => Maximum;
    }
}
