using Microsoft.ML.OnnxRuntime.Interop;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A tensor, over managed memory that stays pinned or over memory of ONNX Runtime.</summary>
public sealed class OrtValue : IDisposable
{
    internal OrtValue(OrtHandle handle) => Handle = handle;

    internal OrtHandle Handle { get; }

    /// <summary>A tensor over an array, which stays pinned until the value is disposed.</summary>
    /// <param name="data">At least as many elements as the shape has.</param>
    /// <param name="shape">Extent by dimension, the slowest first.</param>
    /// <exception cref="OnnxRuntimeException">The shape needs more elements than there are, or the type is not supported.</exception>
    public static OrtValue CreateTensorValueFromMemory<T>(T[] data, long[] shape) where T : unmanaged =>
        CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, data.AsMemory(), shape);

    /// <inheritdoc cref="CreateTensorValueFromMemory{T}(T[], long[])"/>
    /// <param name="memoryInfo">Where the memory lies.</param>
    /// <param name="memory">At least as many elements as the shape has.</param>
    /// <param name="shape">Extent by dimension, the slowest first.</param>
    public static unsafe OrtValue CreateTensorValueFromMemory<T>(OrtMemoryInfo memoryInfo, Memory<T> memory, long[] shape) where T : unmanaged
    {
        var elementType = ElementTypes.Of<T>();
        var elements = shape.Aggregate(1L, (product, extent) => checked(product * extent));
        if (elements > memory.Length || shape.Any(extent => extent < 0))
        {
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Shape [{string.Join(", ", shape)}] needs {elements} elements; the memory has {memory.Length}.");
        }

        var pin = memory.Pin();
        try
        {
            void* value;
            using var info = new HandleUse(memoryInfo.Handle);
            fixed (long* dimensions = shape)
            {
                OrtApi.Check(((delegate* unmanaged[Cdecl]<void*, void*, nuint, long*, nuint, int, void**, void*>)OrtApi.At(OrtFunction.CreateTensorWithDataAsOrtValue))(
                    info.Pointer, pin.Pointer, (nuint)((long)memory.Length * sizeof(T)), dimensions, (nuint)shape.Length, (int)elementType, &value));
            }

            return new OrtValue(new OrtHandle(value, OrtFunction.ReleaseValue, pin));
        }
        catch
        {
            pin.Dispose();
            throw;
        }
    }

    /// <summary>The elements, in place; valid until the value is disposed.</summary>
    /// <exception cref="OnnxRuntimeException">The elements are of another type.</exception>
    public unsafe ReadOnlySpan<T> GetTensorDataAsSpan<T>() where T : unmanaged
    {
        var info = GetTensorTypeAndShape();
        if (info.ElementDataType != ElementTypes.Of<T>())
        {
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"The tensor holds {info.ElementDataType}, not {typeof(T)}.");
        }

        using var value = new HandleUse(Handle);
        void* data;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<void*, void**, void*>)OrtApi.At(OrtFunction.GetTensorMutableData))(value.Pointer, &data));
        return new ReadOnlySpan<T>(data, checked((int)info.ElementCount));
    }

    /// <summary>Element type and shape.</summary>
    public unsafe OrtTensorTypeAndShapeInfo GetTensorTypeAndShape()
    {
        using var value = new HandleUse(Handle);
        void* info;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<void*, void**, void*>)OrtApi.At(OrtFunction.GetTensorTypeAndShape))(value.Pointer, &info));
        try
        {
            int elementType;
            nuint rank;
            OrtApi.Check(((delegate* unmanaged[Cdecl]<void*, int*, void*>)OrtApi.At(OrtFunction.GetTensorElementType))(info, &elementType));
            OrtApi.Check(((delegate* unmanaged[Cdecl]<void*, nuint*, void*>)OrtApi.At(OrtFunction.GetDimensionsCount))(info, &rank));
            var shape = new long[(int)rank];
            fixed (long* dimensions = shape)
            {
                OrtApi.Check(((delegate* unmanaged[Cdecl]<void*, long*, nuint, void*>)OrtApi.At(OrtFunction.GetDimensions))(info, dimensions, rank));
            }

            return new OrtTensorTypeAndShapeInfo((TensorElementType)elementType, shape);
        }
        finally
        {
            OrtApi.Release(OrtFunction.ReleaseTensorTypeAndShapeInfo, info);
        }
    }

    /// <summary>Releases the tensor, and only then lets its memory move again.</summary>
    public void Dispose() => Handle.Dispose();
}
