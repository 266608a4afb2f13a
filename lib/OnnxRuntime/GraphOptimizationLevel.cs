namespace Microsoft.ML.OnnxRuntime;

/// <summary>How far the graph is rewritten before it runs.</summary>
public enum GraphOptimizationLevel
{
    /// <summary>Run it as written.</summary>
    ORT_DISABLE_ALL = 0,

    /// <summary>Remove what is redundant.</summary>
    ORT_ENABLE_BASIC = 1,

    /// <summary>Also fuse nodes.</summary>
    ORT_ENABLE_EXTENDED = 2,

    /// <summary>Also change memory layouts.</summary>
    ORT_ENABLE_ALL = 99,
}
