using Microsoft.ML.OnnxRuntime.Interop;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>Where a tensor's memory lies.</summary>
public sealed class OrtMemoryInfo
{
    private OrtMemoryInfo(OrtHandle handle) => Handle = handle;

    /// <summary>The process's own memory.</summary>
    public static OrtMemoryInfo DefaultInstance { get; } = CreateCpu();

    internal OrtHandle Handle { get; }

    private static unsafe OrtMemoryInfo CreateCpu()
    {
        const int DeviceAllocator = 0;
        const int DefaultMemory = 0;
        void* info;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<int, int, void**, void*>)OrtApi.At(OrtFunction.CreateCpuMemoryInfo))(DeviceAllocator, DefaultMemory, &info));
        return new OrtMemoryInfo(new OrtHandle(info, OrtFunction.ReleaseMemoryInfo));
    }
}
