using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Temporalio.Bridge;

/// <summary>
/// A workflow's random numbers depend on nothing but its run. The seed is that of Temporal's common core: SipHash-1-3
/// with a zero key (Aumasson and Bernstein 2012) over the run id and the byte 0xFF.
/// </summary>
internal static class RandomnessSeed
{
    public static ulong Of(string runId)
    {
        var text = Encoding.UTF8.GetBytes(runId);
        var words = new ulong[(text.Length / sizeof(ulong)) + 1];
        var bytes = MemoryMarshal.AsBytes(words.AsSpan());
        if (text.Length % sizeof(ulong) == sizeof(ulong) - 1)
        {
            // The 0xFF fills the last word, and the length stands alone in one of its own
            words = new ulong[words.Length + 1];
            bytes = MemoryMarshal.AsBytes(words.AsSpan());
        }

        text.CopyTo(bytes);
        bytes[text.Length] = 0xFF;
        words[^1] |= (ulong)(text.Length + 1) << 56;
        return Hash(words);
    }

    private static ulong Hash(ReadOnlySpan<ulong> words)
    {
        var state = new State(0x736f6d6570736575, 0x646f72616e646f6d, 0x6c7967656e657261, 0x7465646279746573);
        foreach (var word in words)
        {
            state.D ^= word;
            state.Round();
            state.A ^= word;
        }

        state.C ^= 0xFF;
        state.Round();
        state.Round();
        state.Round();
        return state.A ^ state.B ^ state.C ^ state.D;
    }

    private struct State(ulong a, ulong b, ulong c, ulong d)
    {
        public ulong A = a;
        public ulong B = b;
        public ulong C = c;
        public ulong D = d;

        public void Round()
        {
            A += B;
            C += D;
            B = BitOperations.RotateLeft(B, 13) ^ A;
            D = BitOperations.RotateLeft(D, 16) ^ C;
            A = BitOperations.RotateLeft(A, 32);
            C += B;
            A += D;
            B = BitOperations.RotateLeft(B, 17) ^ C;
            D = BitOperations.RotateLeft(D, 21) ^ A;
            C = BitOperations.RotateLeft(C, 32);
        }
    }
}
