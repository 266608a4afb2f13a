using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Bridge;

/// <summary>Markers, written exactly as every SDK on Temporal's common core writes and reads them.</summary>
internal static partial class Markers
{
    public const string PatchName = "core_patch";
    public const string LocalActivityName = "core_local_activity";
    public const string VersionSearchAttribute = "TemporalChangeVersion";
    private const string PatchKey = "patch-data";
    private const string LocalActivityKey = "data";
    private const string ResultKey = "result";
    private static readonly ByteString JsonEncoding = ByteString.CopyFromUtf8("json/plain");

    public static RecordMarkerCommandAttributes Patch(string id, bool deprecated) => new()
    {
        MarkerName = PatchName,
        Details = { [PatchKey] = Json(JsonSerializer.SerializeToUtf8Bytes(new(id, deprecated), MarkerJson.Default.PatchData)) },
    };

    /// <exception cref="NondeterminismException">The marker is not one of a Temporal SDK.</exception>
    public static PatchData? ReadPatch(MarkerRecordedEventAttributes marker) => Read(marker, PatchKey, MarkerJson.Default.PatchData);

    public static RecordMarkerCommandAttributes LocalActivity(
        LocalActivityData data, Payload? result, Api.Failure.V1.Failure? failure)
    {
        var marker = new RecordMarkerCommandAttributes
        {
            MarkerName = LocalActivityName,
            Details = { [LocalActivityKey] = Json(JsonSerializer.SerializeToUtf8Bytes(data, MarkerJson.Default.LocalActivityData)) },
            Failure = failure,
        };
        if (result is not null)
        {
            marker.Details[ResultKey] = new Payloads { Payloads_ = { result } };
        }

        return marker;
    }

    /// <exception cref="NondeterminismException">The marker is not one of a Temporal SDK.</exception>
    public static LocalActivityData? ReadLocalActivity(MarkerRecordedEventAttributes marker) =>
        Read(marker, LocalActivityKey, MarkerJson.Default.LocalActivityData);

    public static Payload? Result(MarkerRecordedEventAttributes marker) =>
        marker.Details.TryGetValue(ResultKey, out var payloads) ? payloads.Payloads_.FirstOrDefault() : null;

    /// <summary>The search attribute that lists a workflow's patches.</summary>
    public static SearchAttributes Versions(IEnumerable<string> patchIds)
    {
        var payload = new Payload
        {
            Metadata = { ["encoding"] = JsonEncoding, ["type"] = ByteString.CopyFromUtf8("KeywordList") },
            Data = ByteString.CopyFrom(JsonSerializer.SerializeToUtf8Bytes(
                patchIds.Order(StringComparer.Ordinal).ToArray(), MarkerJson.Default.StringArray)),
        };
        return new() { IndexedFields = { [VersionSearchAttribute] = payload } };
    }

    private static T? Read<T>(MarkerRecordedEventAttributes marker, string key, JsonTypeInfo<T> type)
        where T : class
    {
        if (!marker.Details.TryGetValue(key, out var payloads) || payloads.Payloads_.Count == 0)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(payloads.Payloads_[0].Data.Span, type);
        }
        catch (JsonException e)
        {
            throw new NondeterminismException($"the {key} of marker {marker.MarkerName} cannot be read: {e.Message}");
        }
    }

    private static Payloads Json(byte[] json) => new()
    {
        Payloads_ = { new Payload { Metadata = { ["encoding"] = JsonEncoding }, Data = ByteString.CopyFrom(json) } },
    };

    internal sealed record PatchData(string Id, bool Deprecated);

    internal sealed record Moment(long Seconds, int Nanos)
    {
        public static Moment Of(Timestamp timestamp) => new(timestamp.Seconds, timestamp.Nanos);

        public static Moment Of(TimeSpan span)
        {
            var duration = Duration.FromTimeSpan(span);
            return new(duration.Seconds, duration.Nanos);
        }

        public Timestamp ToTimestamp() => new() { Seconds = Seconds, Nanos = Nanos };

        public Duration ToDuration() => new() { Seconds = Seconds, Nanos = Nanos };
    }

    internal sealed record LocalActivityData(
        uint Seq, uint Attempt, string ActivityId, string ActivityType, Moment? CompleteTime, Moment? Backoff, Moment? OriginalScheduleTime);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(PatchData))]
    [JsonSerializable(typeof(LocalActivityData))]
    [JsonSerializable(typeof(string[]))]
    private sealed partial class MarkerJson : JsonSerializerContext;
}
