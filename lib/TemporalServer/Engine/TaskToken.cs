using System.Buffers.Binary;
using Google.Protobuf;

namespace TemporalServer.Engine;

/// <summary>What a task token is about.</summary>
internal enum TaskTokenKind : byte
{
    Workflow = 1,
    Activity = 2,
    Query = 3,
}

/// <summary>Names one start of one task; opaque to workers.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Run">The run's key.</param>
/// <param name="Id">The scheduled event; for a query its number.</param>
/// <param name="Stamp">The start's stamp; for an activity its attempt.</param>
internal readonly record struct TaskToken(TaskTokenKind Kind, long Run, long Id, long Stamp)
{
    private const int Size = 25;

    public ByteString ToByteString()
    {
        var bytes = new byte[Size];
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), Run);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(9), Id);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(17), Stamp);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    /// <exception cref="Temporalio.Transport.GrpcStatusException">The bytes are no token of that kind.</exception>
    public static TaskToken Parse(ByteString token, TaskTokenKind kind)
    {
        var bytes = token.Span;
        if (bytes.Length != Size || bytes[0] != (byte)kind)
        {
            throw Faults.InvalidArgument(
                $"The task token ({bytes.Length} bytes) is not one this server gave out for a {kind} task. Answer with the token of the polled task.");
        }

        return new TaskToken(
            kind,
            BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[9..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[17..]));
    }
}
