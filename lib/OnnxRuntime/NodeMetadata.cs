namespace Microsoft.ML.OnnxRuntime;

/// <summary>What the model says about one of its inputs or outputs. Names are the keys it is found by.</summary>
public sealed class NodeMetadata
{
    internal NodeMetadata()
    {
    }
}
