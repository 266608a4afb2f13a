using Microsoft.ML.OnnxRuntime.Interop;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Options an <see cref="InferenceSession"/> is created with.</summary>
public sealed class SessionOptions : IDisposable
{
    private int intraOpNumThreads;
    private GraphOptimizationLevel graphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;

    /// <summary>ONNX Runtime's defaults.</summary>
    public unsafe SessionOptions()
    {
        void* options;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<void**, void*>)OrtApi.At(OrtFunction.CreateSessionOptions))(&options));
        Handle = new OrtHandle(options, OrtFunction.ReleaseSessionOptions);
    }

    /// <summary>Threads within one operator; 0 lets ONNX Runtime decide.</summary>
    public int IntraOpNumThreads
    {
        get => intraOpNumThreads;
        set
        {
            Set(OrtFunction.SetIntraOpNumThreads, value);
            intraOpNumThreads = value;
        }
    }

    /// <summary>All by default.</summary>
    public GraphOptimizationLevel GraphOptimizationLevel
    {
        get => graphOptimizationLevel;
        set
        {
            Set(OrtFunction.SetSessionGraphOptimizationLevel, (int)value);
            graphOptimizationLevel = value;
        }
    }

    internal OrtHandle Handle { get; }

    /// <summary>Sets a named entry, such as <c>session.intra_op.allow_spinning</c>.</summary>
    public unsafe void AddSessionConfigEntry(string configKey, string configValue)
    {
        using var options = new HandleUse(Handle);
        fixed (byte* key = OrtApi.Utf8(configKey), value = OrtApi.Utf8(configValue))
        {
            OrtApi.Check(((delegate* unmanaged[Cdecl]<void*, byte*, byte*, void*>)OrtApi.At(OrtFunction.AddSessionConfigEntry))(options.Pointer, key, value));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    private unsafe void Set(OrtFunction setter, int value)
    {
        using var options = new HandleUse(Handle);
        OrtApi.Check(((delegate* unmanaged[Cdecl]<void*, int, void*>)OrtApi.At(setter))(options.Pointer, value));
    }
}
