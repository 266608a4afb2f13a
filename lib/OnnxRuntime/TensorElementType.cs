namespace Microsoft.ML.OnnxRuntime.Tensors;

/// <summary>ONNX element types, numbered as in the ONNX standard.</summary>
public enum TensorElementType
{
    /// <summary>float32.</summary>
    Float = 1,

    /// <summary>Unsigned 8 bits.</summary>
    UInt8 = 2,

    /// <summary>Signed 8 bits.</summary>
    Int8 = 3,

    /// <summary>Signed 32 bits.</summary>
    Int32 = 6,

    /// <summary>Signed 64 bits.</summary>
    Int64 = 7,
}
