using System.Security.Cryptography;

namespace Notify.AwsDoubles.Signing;

/// <summary>The chain of signatures over a body's chunks: each covers the one before it.</summary>
internal sealed class ChunkSigner(byte[] key, string stamp, string scope, string seed)
{
    private string previous = seed;

    public void VerifyChunk(ReadOnlySpan<byte> chunk, string signature) => Verify(
        $"AWS4-HMAC-SHA256-PAYLOAD\n{stamp}\n{scope}\n{previous}\n{SigV4.HashOfNothing}\n{Convert.ToHexStringLower(SHA256.HashData(chunk))}", signature, "chunk");

    public void VerifyTrailer(string trailer, string signature) => Verify(
        $"AWS4-HMAC-SHA256-TRAILER\n{stamp}\n{scope}\n{previous}\n{SigV4.Hash(trailer)}", signature, "trailer");

    private void Verify(string toSign, string signature, string what)
    {
        previous = SigV4.Sign(key, toSign);
        if (previous != signature)
        {
            throw new RequestRefusedException(403, "SignatureDoesNotMatch", $"The signature of a {what} is wrong.");
        }
    }
}
