using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Interop;

/// <summary>Reads the names of a session's inputs or outputs.</summary>
internal static unsafe class SessionNames
{
    public static IReadOnlyList<string> Read(OrtHandle session, OrtFunction countOf, OrtFunction nameOf)
    {
        using var use = new HandleUse(session);
        void* allocator;
        nuint count;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<void**, void*>)OrtApi.At(OrtFunction.GetAllocatorWithDefaultOptions))(&allocator));
        OrtApi.Check(((delegate* unmanaged[Cdecl]<void*, nuint*, void*>)OrtApi.At(countOf))(use.Pointer, &count));
        var names = new string[(int)count];
        for (var i = 0; i < names.Length; i++)
        {
            byte* name;
            OrtApi.Check(((delegate* unmanaged[Cdecl]<void*, nuint, void*, byte**, void*>)OrtApi.At(nameOf))(use.Pointer, (nuint)i, allocator, &name));
            names[i] = Marshal.PtrToStringUTF8((nint)name)!;
            OrtApi.Check(((delegate* unmanaged[Cdecl]<void*, void*, void*>)OrtApi.At(OrtFunction.AllocatorFree))(allocator, name));
        }

        return names;
    }
}
