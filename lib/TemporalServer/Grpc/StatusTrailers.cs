using System.Globalization;
using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Temporalio.Transport;

namespace TemporalServer.Grpc;

/// <summary>How a status travels: <c>grpc-status</c>, <c>grpc-message</c> and <c>grpc-status-details-bin</c>.</summary>
internal static class StatusTrailers
{
    // Clients commonly accept 16 KiB of headers in all and drop the whole connection beyond it
    private const int MaxMessageBytes = 2 * 1024;
    private const int MaxDetailsBytes = 8 * 1024;

    /// <summary>Ends a call that answered with a message.</summary>
    public static void AppendOk(HttpResponse response) => response.AppendTrailer("grpc-status", "0");

    /// <summary>Ends a call with a fault: in the headers when nothing was sent yet, otherwise in the trailers.</summary>
    public static void Append(HttpResponse response, GrpcStatusException fault)
    {
        Add(response, "grpc-status", ((int)fault.Code).ToString(CultureInfo.InvariantCulture));
        Add(response, "grpc-message", PercentEncode(fault.Message));
        if (fault.Details.Count == 0)
        {
            return;
        }

        var details = fault.ToStatus();
        if (details.CalculateSize() <= MaxDetailsBytes)
        {
            Add(response, "grpc-status-details-bin", Convert.ToBase64String(details.ToByteArray()).TrimEnd('='));
        }
    }

    /// <summary>
    /// Encodes a status message: printable ASCII but <c>%</c> as it is, every other byte of its UTF-8 as <c>%XX</c>.
    /// What exceeds the room for it is cut off.
    /// </summary>
    internal static string PercentEncode(string message)
    {
        var encoded = new StringBuilder(message.Length);
        foreach (var rune in message.EnumerateRunes())
        {
            var before = encoded.Length;
            AppendRune(encoded, rune);
            if (encoded.Length > MaxMessageBytes)
            {
                encoded.Length = before;
                break;
            }
        }

        return encoded.ToString();
    }

    private static void AppendRune(StringBuilder encoded, Rune rune)
    {
        if (rune.Value is >= 0x20 and <= 0x7e and not '%')
        {
            encoded.Append((char)rune.Value);
            return;
        }

        Span<byte> utf8 = stackalloc byte[4];
        foreach (var value in utf8[..rune.EncodeToUtf8(utf8)])
        {
            encoded.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }
    }

    private static void Add(HttpResponse response, string name, string value)
    {
        if (response.HasStarted)
        {
            response.AppendTrailer(name, value);
        }
        else
        {
            response.Headers[name] = value;
        }
    }
}
