namespace Notify.Activities.Ingestion;

/// <summary>An input cannot be ingested as a whole; nothing of it was written. The message names the file and the remedy.</summary>
public sealed class IngestException(string message, Exception? inner = null) : Exception(message, inner);
