using System.Runtime.InteropServices;

namespace DuckDB.NET.Data.Interop;

/// <summary>An open database. Connections keep it open also after it is closed here.</summary>
internal sealed unsafe class DatabaseHandle : SafeHandle
{
    public DatabaseHandle(nint pointer)
        : base(0, ownsHandle: true) => SetHandle(pointer);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        var pointer = (void*)handle;
        NativeMethods.Close(&pointer);
        return true;
    }
}

/// <summary>A connection. A safe handle, so that one thread can interrupt what another thread closes.</summary>
internal sealed unsafe class ConnectionHandle : SafeHandle
{
    public ConnectionHandle(nint pointer)
        : base(0, ownsHandle: true) => SetHandle(pointer);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        var pointer = (void*)handle;
        NativeMethods.Disconnect(&pointer);
        return true;
    }
}
