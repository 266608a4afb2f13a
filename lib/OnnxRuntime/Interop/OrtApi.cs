using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Microsoft.ML.OnnxRuntime.Interop;

/// <summary>The C API's table of functions. It only ever grows, so an index holds for every later version.</summary>
internal static unsafe partial class OrtApi
{
    // Lowest version that has every function used here
    private const uint Version = 13;

    private static readonly void** Functions = Load();
    private static readonly Lazy<nint> SharedEnvironment = new(CreateEnvironment);

    /// <summary>The process's one environment; it lives as long as the process.</summary>
    public static void* Environment => (void*)SharedEnvironment.Value;

    /// <summary>The function at a place of the table.</summary>
    public static void* At(OrtFunction function) => Functions[(int)function];

    /// <exception cref="OnnxRuntimeException">The status is an error.</exception>
    public static void Check(void* status)
    {
        if (status == null)
        {
            return;
        }

        var code = ((delegate* unmanaged[Cdecl]<void*, int>)At(OrtFunction.GetErrorCode))(status);
        var message = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged[Cdecl]<void*, byte*>)At(OrtFunction.GetErrorMessage))(status)) ?? "";
        Release(OrtFunction.ReleaseStatus, status);
        throw new OnnxRuntimeException((ErrorCode)code, message);
    }

    /// <summary>Calls one of the Release functions.</summary>
    public static void Release(OrtFunction release, void* handle) => ((delegate* unmanaged[Cdecl]<void*, void>)At(release))(handle);

    /// <summary>UTF-8 with the terminator C expects.</summary>
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');

    /// <summary>A path in the encoding ONNX Runtime takes paths in: UTF-16 on Windows, UTF-8 elsewhere.</summary>
    public static byte[] Path(string path) => OperatingSystem.IsWindows() ? Encoding.Unicode.GetBytes(path + '\0') : Utf8(path);

    [LibraryImport("onnxruntime")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial void** OrtGetApiBase();

    private static void** Load()
    {
        var apiBase = OrtGetApiBase();
        var table = (void**)((delegate* unmanaged[Cdecl]<uint, void*>)apiBase[0])(Version);
        if (table == null)
        {
            var found = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged[Cdecl]<byte*>)apiBase[1])());
            throw new NotSupportedException($"ONNX Runtime {found} has no C API version {Version}; use 1.13 or later.");
        }

        return table;
    }

    private static nint CreateEnvironment()
    {
        // Errors come back as exceptions; a second copy on the error stream helps nobody
        const int LogFatalOnly = 4;
        void* environment;
        fixed (byte* logId = "onnxruntime\0"u8)
        {
            Check(((delegate* unmanaged[Cdecl]<int, byte*, void**, void*>)At(OrtFunction.CreateEnv))(LogFatalOnly, logId, &environment));
        }

        return (nint)environment;
    }
}
