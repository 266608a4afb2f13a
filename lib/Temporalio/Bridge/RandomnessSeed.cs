using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Temporalio.Bridge;

/// <summary>A workflow's random numbers depend on nothing but its run.</summary>
internal static class RandomnessSeed
{
    public static ulong Of(string runId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(runId), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
