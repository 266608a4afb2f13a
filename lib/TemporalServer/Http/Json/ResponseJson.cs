using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.History.V1;

namespace TemporalServer.Http.Json;

/// <summary>
/// Writes messages as proto3 JSON: enum names in full, 64-bit integers as strings, bytes as base64, defaults left out.
/// Lists of the answer itself are written even when empty, as readers go through them without asking.
/// </summary>
internal static class ResponseJson
{
    /// <summary>The messages that may travel packed: details of errors, and what they hold.</summary>
    public static TypeRegistry Registry { get; } = TypeRegistry.FromFiles(
        Temporalio.Api.ErrorDetails.V1.MessageReflection.Descriptor, Temporalio.Api.WorkflowService.V1.RequestResponseReflection.Descriptor);

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(Registry));

    /// <summary>An answer as UTF-8.</summary>
    /// <exception cref="InvalidOperationException">It holds a time that proto3 JSON cannot state.</exception>
    public static byte[] Answer(IMessage message)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        WriteAnswer(text, message);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A part of an answer as UTF-8.</summary>
    public static byte[] Part(IMessage message) => Encoding.UTF8.GetBytes(Formatter.Format(message));

    private static void WriteAnswer(StringWriter text, IMessage message)
    {
        var separator = "";
        text.Write('{');
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(field => IsShown(message, field)))
        {
            text.Write(separator);
            separator = ",";
            Formatter.WriteValue(text, field.JsonName);
            text.Write(':');
            var value = field.Accessor.GetValue(message);
            if (value is History history)
            {
                WriteAnswer(text, history);
            }
            else
            {
                Formatter.WriteValue(text, value);
            }
        }

        text.Write('}');
    }

    private static bool IsShown(IMessage message, FieldDescriptor field)
    {
        if (field.HasPresence)
        {
            return field.Accessor.HasValue(message);
        }

        return field.IsRepeated || field.IsMap || field.Accessor.GetValue(message) switch
        {
            string text => text.Length > 0,
            ByteString bytes => !bytes.IsEmpty,
            IConvertible number => number.ToDouble(CultureInfo.InvariantCulture) != 0,
            _ => true,
        };
    }
}
