using System.Runtime.InteropServices;

namespace DuckDB.NET.Data.Interop;

/// <summary>The part of DuckDB's C API that is used here.</summary>
internal static unsafe partial class NativeMethods
{
    public const int Success = 0;

    private const string Library = "duckdb";

    [LibraryImport(Library, EntryPoint = "duckdb_library_version")]
    public static partial byte* LibraryVersion();

    [LibraryImport(Library, EntryPoint = "duckdb_create_config")]
    public static partial int CreateConfig(void** config);

    [LibraryImport(Library, EntryPoint = "duckdb_set_config", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetConfig(void* config, string name, string value);

    [LibraryImport(Library, EntryPoint = "duckdb_destroy_config")]
    public static partial void DestroyConfig(void** config);

    [LibraryImport(Library, EntryPoint = "duckdb_create_instance_cache")]
    public static partial void* CreateInstanceCache();

    [LibraryImport(Library, EntryPoint = "duckdb_get_or_create_from_cache", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetOrCreateFromCache(void* cache, string path, void** database, void* config, byte** error);

    [LibraryImport(Library, EntryPoint = "duckdb_open_ext", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, void** database, void* config, byte** error);

    [LibraryImport(Library, EntryPoint = "duckdb_close")]
    public static partial void Close(void** database);

    [LibraryImport(Library, EntryPoint = "duckdb_connect")]
    public static partial int Connect(DatabaseHandle database, void** connection);

    [LibraryImport(Library, EntryPoint = "duckdb_disconnect")]
    public static partial void Disconnect(void** connection);

    [LibraryImport(Library, EntryPoint = "duckdb_interrupt")]
    public static partial void Interrupt(ConnectionHandle connection);

    [LibraryImport(Library, EntryPoint = "duckdb_free")]
    public static partial void Free(void* memory);

    [LibraryImport(Library, EntryPoint = "duckdb_vector_size")]
    public static partial ulong VectorSize();

    public static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>Statements, parameters, running.</summary>
    public static partial class Statements
    {
        [LibraryImport(Library, EntryPoint = "duckdb_extract_statements", StringMarshalling = StringMarshalling.Utf8)]
        public static partial ulong Extract(ConnectionHandle connection, string sql, void** statements);

        [LibraryImport(Library, EntryPoint = "duckdb_extract_statements_error")]
        public static partial byte* ExtractError(void* statements);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_extracted")]
        public static partial void DestroyExtracted(void** statements);

        [LibraryImport(Library, EntryPoint = "duckdb_prepare_extracted_statement")]
        public static partial int Prepare(ConnectionHandle connection, void* statements, ulong index, void** prepared);

        [LibraryImport(Library, EntryPoint = "duckdb_prepare_error")]
        public static partial byte* PrepareError(void* prepared);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_prepare")]
        public static partial void DestroyPrepared(void** prepared);

        [LibraryImport(Library, EntryPoint = "duckdb_nparams")]
        public static partial ulong ParameterCount(void* prepared);

        [LibraryImport(Library, EntryPoint = "duckdb_bind_parameter_index", StringMarshalling = StringMarshalling.Utf8)]
        public static partial int ParameterIndex(void* prepared, ulong* index, string name);

        [LibraryImport(Library, EntryPoint = "duckdb_bind_value")]
        public static partial int Bind(void* prepared, ulong index, void* value);

        [LibraryImport(Library, EntryPoint = "duckdb_pending_prepared")]
        public static partial int Pending(void* prepared, void** pending);

        [LibraryImport(Library, EntryPoint = "duckdb_pending_prepared_streaming")]
        public static partial int PendingStreaming(void* prepared, void** pending);

        [LibraryImport(Library, EntryPoint = "duckdb_pending_error")]
        public static partial byte* PendingError(void* pending);

        [LibraryImport(Library, EntryPoint = "duckdb_execute_pending")]
        public static partial int Execute(void* pending, QueryResult* result);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_pending")]
        public static partial void DestroyPending(void** pending);
    }

    /// <summary>Results.</summary>
    public static partial class Results
    {
        /// <summary>duckdb_result_type of a statement that gives rows.</summary>
        public const int Rows = 3;

        [LibraryImport(Library, EntryPoint = "duckdb_result_error")]
        public static partial byte* Error(QueryResult* result);

        [LibraryImport(Library, EntryPoint = "duckdb_result_error_type")]
        public static partial int ErrorType(QueryResult* result);

        [LibraryImport(Library, EntryPoint = "duckdb_result_return_type")]
        public static partial int ReturnType(QueryResult result);

        [LibraryImport(Library, EntryPoint = "duckdb_rows_changed")]
        public static partial ulong RowsChanged(QueryResult* result);

        [LibraryImport(Library, EntryPoint = "duckdb_column_count")]
        public static partial ulong ColumnCount(QueryResult* result);

        [LibraryImport(Library, EntryPoint = "duckdb_column_name")]
        public static partial byte* ColumnName(QueryResult* result, ulong index);

        [LibraryImport(Library, EntryPoint = "duckdb_column_logical_type")]
        public static partial void* ColumnLogicalType(QueryResult* result, ulong index);

        [LibraryImport(Library, EntryPoint = "duckdb_fetch_chunk")]
        public static partial void* FetchChunk(QueryResult result);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_result")]
        public static partial void Destroy(QueryResult* result);
    }

    /// <summary>Logical types.</summary>
    public static partial class Types
    {
        [LibraryImport(Library, EntryPoint = "duckdb_create_logical_type")]
        public static partial void* Create(ColumnType type);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_logical_type")]
        public static partial void Destroy(void** type);

        [LibraryImport(Library, EntryPoint = "duckdb_get_type_id")]
        public static partial ColumnType Id(void* type);

        [LibraryImport(Library, EntryPoint = "duckdb_decimal_width")]
        public static partial byte DecimalWidth(void* type);

        [LibraryImport(Library, EntryPoint = "duckdb_decimal_scale")]
        public static partial byte DecimalScale(void* type);

        [LibraryImport(Library, EntryPoint = "duckdb_decimal_internal_type")]
        public static partial ColumnType DecimalStorage(void* type);

        [LibraryImport(Library, EntryPoint = "duckdb_list_type_child_type")]
        public static partial void* ListChild(void* type);
    }

    /// <summary>Chunks and vectors.</summary>
    public static partial class Vectors
    {
        [LibraryImport(Library, EntryPoint = "duckdb_create_data_chunk")]
        public static partial void* CreateChunk(void** types, ulong count);

        [LibraryImport(Library, EntryPoint = "duckdb_destroy_data_chunk")]
        public static partial void DestroyChunk(void** chunk);

        [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_reset")]
        public static partial void ResetChunk(void* chunk);

        [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_size")]
        public static partial ulong ChunkSize(void* chunk);

        [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_set_size")]
        public static partial void SetChunkSize(void* chunk, ulong size);

        [LibraryImport(Library, EntryPoint = "duckdb_data_chunk_get_vector")]
        public static partial void* OfChunk(void* chunk, ulong column);

        [LibraryImport(Library, EntryPoint = "duckdb_vector_get_data")]
        public static partial void* Data(void* vector);

        [LibraryImport(Library, EntryPoint = "duckdb_vector_get_validity")]
        public static partial ulong* Validity(void* vector);

        [LibraryImport(Library, EntryPoint = "duckdb_vector_ensure_validity_writable")]
        public static partial void MakeValidityWritable(void* vector);

        [LibraryImport(Library, EntryPoint = "duckdb_vector_assign_string_element_len")]
        public static partial void AssignString(void* vector, ulong row, byte* text, ulong length);

        [LibraryImport(Library, EntryPoint = "duckdb_list_vector_get_child")]
        public static partial void* ListChild(void* vector);

        [LibraryImport(Library, EntryPoint = "duckdb_list_vector_get_size")]
        public static partial ulong ListSize(void* vector);

        [LibraryImport(Library, EntryPoint = "duckdb_list_vector_set_size")]
        public static partial int SetListSize(void* vector, ulong size);

        [LibraryImport(Library, EntryPoint = "duckdb_list_vector_reserve")]
        public static partial int ReserveList(void* vector, ulong capacity);
    }

    /// <summary>The appender.</summary>
    public static partial class Appenders
    {
        [LibraryImport(Library, EntryPoint = "duckdb_appender_create_ext", StringMarshalling = StringMarshalling.Utf8)]
        public static partial int Create(ConnectionHandle connection, string? catalog, string? schema, string table, void** appender);

        [LibraryImport(Library, EntryPoint = "duckdb_appender_column_count")]
        public static partial ulong ColumnCount(void* appender);

        [LibraryImport(Library, EntryPoint = "duckdb_appender_column_type")]
        public static partial void* ColumnLogicalType(void* appender, ulong column);

        [LibraryImport(Library, EntryPoint = "duckdb_append_data_chunk")]
        public static partial int AppendChunk(void* appender, void* chunk);

        [LibraryImport(Library, EntryPoint = "duckdb_appender_error")]
        public static partial byte* Error(void* appender);

        [LibraryImport(Library, EntryPoint = "duckdb_appender_close")]
        public static partial int Close(void* appender);

        [LibraryImport(Library, EntryPoint = "duckdb_appender_destroy")]
        public static partial int Destroy(void** appender);
    }

    /// <summary>Values, for parameters.</summary>
    public static partial class Values
    {
        [LibraryImport(Library, EntryPoint = "duckdb_destroy_value")]
        public static partial void Destroy(void** value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_null_value")]
        public static partial void* Null();

        [LibraryImport(Library, EntryPoint = "duckdb_create_bool")]
        public static partial void* Boolean([MarshalAs(UnmanagedType.U1)] bool value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_int32")]
        public static partial void* Int32(int value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_int64")]
        public static partial void* Int64(long value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_uint64")]
        public static partial void* UInt64(ulong value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_double")]
        public static partial void* Double(double value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_decimal")]
        public static partial void* Decimal(NativeDecimal value);

        [LibraryImport(Library, EntryPoint = "duckdb_create_varchar_length")]
        public static partial void* Text(byte* text, ulong length);

        [LibraryImport(Library, EntryPoint = "duckdb_create_blob")]
        public static partial void* Blob(byte* data, ulong length);

        [LibraryImport(Library, EntryPoint = "duckdb_create_date")]
        public static partial void* Date(int days);

        [LibraryImport(Library, EntryPoint = "duckdb_create_timestamp")]
        public static partial void* Timestamp(long microseconds);

        [LibraryImport(Library, EntryPoint = "duckdb_create_timestamp_tz")]
        public static partial void* TimestampTz(long microseconds);

        [LibraryImport(Library, EntryPoint = "duckdb_create_list_value")]
        public static partial void* List(void* childType, void** values, ulong count);
    }
}
