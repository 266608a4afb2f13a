using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Which CLR type an ONNX element type is read and written as.</summary>
internal static class ElementTypes
{
    /// <exception cref="OnnxRuntimeException">No ONNX element type is bound to <typeparamref name="T"/>.</exception>
    public static TensorElementType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? TensorElementType.Float
        : typeof(T) == typeof(long) ? TensorElementType.Int64
        : typeof(T) == typeof(int) ? TensorElementType.Int32
        : typeof(T) == typeof(byte) ? TensorElementType.UInt8
        : typeof(T) == typeof(sbyte) ? TensorElementType.Int8
        : throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Tensors of {typeof(T)} are not supported; use float, long, int, byte or sbyte.");
}
