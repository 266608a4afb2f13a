namespace Notify.Storage;

/// <summary>Where data is kept cannot be read or written. The message says where, what failed and what to do about it.</summary>
/// <param name="location">The file or service.</param>
/// <param name="what">What could not be done, and why.</param>
/// <param name="remedy">What the operator can do.</param>
/// <param name="inner">The fault underneath.</param>
public sealed class StorageException(string location, string what, string remedy, Exception? inner = null)
    : Exception($"{location}: {what} {remedy}", inner)
{
    /// <summary>The file or service.</summary>
    public string Location { get; } = location;

    /// <summary>What the operator can do.</summary>
    public string Remedy { get; } = remedy;
}
