using System.Runtime.InteropServices;

namespace Notify.Storage.Sqlite;

/// <summary>
/// The calls made for every row and cell, as pointers into the library: the binding's own wrappers guard each call and
/// cost more than the call itself.
/// </summary>
/// <remarks>Those that neither wait nor run SQL also spare the runtime its change of mode.</remarks>
internal static unsafe class SqliteCalls
{
    private static readonly nint Library = SqliteLibrary.Handle;

    public static readonly delegate* unmanaged<nint, int> Step = (delegate* unmanaged<nint, int>)Export("sqlite3_step");

    public static readonly delegate* unmanaged<nint, int> Reset = (delegate* unmanaged<nint, int>)Export("sqlite3_reset");

    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, int, int> BindNull =
        (delegate* unmanaged[SuppressGCTransition]<nint, int, int>)Export("sqlite3_bind_null");

    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, int, long, int> BindInteger =
        (delegate* unmanaged[SuppressGCTransition]<nint, int, long, int>)Export("sqlite3_bind_int64");

    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, int, double, int> BindReal =
        (delegate* unmanaged[SuppressGCTransition]<nint, int, double, int>)Export("sqlite3_bind_double");

    /// <summary>Text; the last argument is 0 for bytes that stay where they are, -1 to copy them.</summary>
    public static readonly delegate* unmanaged<nint, int, byte*, int, nint, int> BindText =
        (delegate* unmanaged<nint, int, byte*, int, nint, int>)Export("sqlite3_bind_text");

    /// <summary>As <see cref="BindText"/>, for text that needs no copying.</summary>
    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, int, byte*, int, nint, int> BindShortText =
        (delegate* unmanaged[SuppressGCTransition]<nint, int, byte*, int, nint, int>)Export("sqlite3_bind_text");

    /// <summary>Bytes; the last argument as for <see cref="BindText"/>.</summary>
    public static readonly delegate* unmanaged<nint, int, byte*, int, nint, int> BindBytes =
        (delegate* unmanaged<nint, int, byte*, int, nint, int>)Export("sqlite3_bind_blob");

    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, int, int> ColumnType =
        (delegate* unmanaged[SuppressGCTransition]<nint, int, int>)Export("sqlite3_column_type");

    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, int, long> ColumnInteger =
        (delegate* unmanaged[SuppressGCTransition]<nint, int, long>)Export("sqlite3_column_int64");

    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, int, double> ColumnReal =
        (delegate* unmanaged[SuppressGCTransition]<nint, int, double>)Export("sqlite3_column_double");

    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, int, byte*> ColumnBytes =
        (delegate* unmanaged[SuppressGCTransition]<nint, int, byte*>)Export("sqlite3_column_blob");

    public static readonly delegate* unmanaged[SuppressGCTransition]<nint, int, int> ColumnLength =
        (delegate* unmanaged[SuppressGCTransition]<nint, int, int>)Export("sqlite3_column_bytes");

    private static nint Export(string name) => NativeLibrary.GetExport(Library, name);
}
