using Notify.Domain.Ingestion;

namespace Notify.Activities.Ingestion.Inputs;

/// <summary>The rows of a text, one after another, by a reader that goes on after what is not sound.</summary>
internal interface ITextRows : IDisposable
{
    /// <summary>The columns.</summary>
    FileHeader Header { get; }

    /// <summary>The next row; null at the end.</summary>
    TextRecord? Read();
}
