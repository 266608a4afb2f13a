namespace Notify.Activities.Ingestion.Inputs;

/// <summary>Files of text that are read once, from beginning to end.</summary>
internal static class TextFile
{
    /// <summary>Opens a file and begins to read its rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="begin">Makes the rows, which then own the reader.</param>
    /// <exception cref="IngestException">It cannot be read, or not as such rows.</exception>
    public static TRows Open<TRows>(string path, Func<StreamReader, TRows> begin)
        where TRows : ITextRows
    {
        StreamReader? reader = null;
        try
        {
            reader = new StreamReader(path, new FileStreamOptions { Options = FileOptions.SequentialScan });
            return begin(reader);
        }
        catch (Exception fault)
        {
            reader?.Dispose();
            if (fault is IOException or UnauthorizedAccessException)
            {
                throw new IngestException($"{path}: cannot be read ({fault.Message}).", fault);
            }

            throw;
        }
    }
}
