using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Element type and shape of a tensor.</summary>
public readonly struct OrtTensorTypeAndShapeInfo
{
    internal OrtTensorTypeAndShapeInfo(TensorElementType elementDataType, long[] shape)
    {
        ElementDataType = elementDataType;
        Shape = shape;
    }

    /// <summary>Type of every element.</summary>
    public TensorElementType ElementDataType { get; }

    /// <summary>Extent by dimension, the slowest first.</summary>
    public long[] Shape { get; }

    /// <summary>Product of <see cref="Shape"/>.</summary>
    public long ElementCount => Shape.Aggregate(1L, (product, extent) => product * extent);
}
