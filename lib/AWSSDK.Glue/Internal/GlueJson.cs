using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace Amazon.Glue.Internal;

/// <summary>Protocol <c>aws.json 1.1</c>: members under their own names, moments in seconds since 1970.</summary>
internal static class GlueJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepModelOnly } },
        Converters = { new EpochSeconds(), new StateName() },
    };

    /// <summary>What requests and responses inherit from the SDK is not on the wire.</summary>
    private static void KeepModelOnly(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        for (var index = type.Properties.Count - 1; index >= 0; index--)
        {
            if (type.Type.GetProperty(type.Properties[index].Name)?.DeclaringType != type.Type)
            {
                type.Properties.RemoveAt(index);
            }
        }
    }

    private sealed class EpochSeconds : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DateTime.UnixEpoch.AddSeconds(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteNumberValue((value.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
    }

    private sealed class StateName : JsonConverter<JobRunState>
    {
        public override JobRunState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JobRunState.FindValue(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, JobRunState value, JsonSerializerOptions options) => writer.WriteStringValue(((ConstantClass)value).Value);
    }
}
