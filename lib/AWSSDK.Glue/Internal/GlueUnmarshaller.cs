using System.Net;
using System.Text.Json;
using Amazon.Glue.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Glue.Internal;

/// <summary>Reads a response.</summary>
internal sealed class GlueUnmarshaller<T> : JsonResponseUnmarshaller
    where T : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        // Some operations answer with nothing at all
        using var body = new MemoryStream();
        input.Stream.CopyTo(body);
        return body.Length == 0 ? new T() : JsonSerializer.Deserialize<T>(body.ToArray(), GlueJson.Options) ?? new T();
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var (code, message) = Read(input.Stream);
        var type = (int)statusCode < 500 ? ErrorType.Sender : ErrorType.Receiver;
        var id = input.ResponseData.GetHeaderValue("x-amzn-RequestId");
        return code switch
        {
            nameof(AccessDeniedException) => new AccessDeniedException(message, innerException, type, code, id, statusCode),
            nameof(ConcurrentRunsExceededException) => new ConcurrentRunsExceededException(message, innerException, type, code, id, statusCode),
            nameof(EntityNotFoundException) => new EntityNotFoundException(message, innerException, type, code, id, statusCode),
            nameof(InternalServiceException) => new InternalServiceException(message, innerException, type, code, id, statusCode),
            nameof(InvalidInputException) => new InvalidInputException(message, innerException, type, code, id, statusCode),
            nameof(OperationTimeoutException) => new OperationTimeoutException(message, innerException, type, code, id, statusCode),
            nameof(ResourceNumberLimitExceededException) => new ResourceNumberLimitExceededException(message, innerException, type, code, id, statusCode),
            nameof(ThrottlingException) => new ThrottlingException(message, innerException, type, code, id, statusCode),
            _ => new AmazonGlueException(message, innerException, type, code, id, statusCode),
        };
    }

    private static (string Code, string Message) Read(Stream body)
    {
        try
        {
            using var error = JsonDocument.Parse(body);
            var code = error.RootElement.TryGetProperty("__type", out var type) ? type.GetString()!.Split('#')[^1].Split(':')[0] : "Unknown";
            var message = error.RootElement.TryGetProperty("message", out var lower) || error.RootElement.TryGetProperty("Message", out lower) ? lower.GetString() : null;
            return (code, message ?? code);
        }
        catch (JsonException)
        {
            return ("Unknown", "The answer is not JSON.");
        }
    }
}
