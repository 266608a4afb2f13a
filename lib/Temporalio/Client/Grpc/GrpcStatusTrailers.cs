using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Temporalio.Transport;

namespace Temporalio.Client.Grpc;

/// <summary>A call's outcome as HTTP carries it.</summary>
internal static class GrpcStatusTrailers
{
    /// <summary>The status in headers or trailers; null when there is none.</summary>
    internal static Google.Rpc.Status? Read(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("grpc-status", out var values))
        {
            return null;
        }

        var code = int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : (int)GrpcStatusCode.Unknown;
        var status = ReadDetails(headers) ?? new();
        status.Code = code;
        if (headers.TryGetValues("grpc-message", out var messages))
        {
            status.Message = Uri.UnescapeDataString(messages.First());
        }

        return status;
    }

    /// <summary>What an HTTP status means when no gRPC server answered, by gRPC's own table.</summary>
    internal static GrpcStatusException FromHttp(HttpStatusCode status) => new(
        status switch
        {
            HttpStatusCode.BadRequest => GrpcStatusCode.Internal,
            HttpStatusCode.Unauthorized => GrpcStatusCode.Unauthenticated,
            HttpStatusCode.Forbidden => GrpcStatusCode.PermissionDenied,
            HttpStatusCode.NotFound => GrpcStatusCode.Unimplemented,
            HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout => GrpcStatusCode.Unavailable,
            _ => GrpcStatusCode.Unknown,
        },
        $"The address answers with HTTP {(int)status} and no gRPC status. Is it Temporal's gRPC port?");

    private static Google.Rpc.Status? ReadDetails(HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues("grpc-status-details-bin", out var values))
        {
            return null;
        }

        // Binary metadata comes in base64, with or without padding
        var base64 = values.First().TrimEnd('=');
        try
        {
            return Google.Rpc.Status.Parser.ParseFrom(
                Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
        }
        catch (Exception e) when (e is FormatException or InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
