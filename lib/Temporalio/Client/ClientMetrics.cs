using System.Collections.Concurrent;
using Google.Protobuf;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Common;
using Temporalio.Runtime.Metrics;
using Temporalio.Transport;

namespace Temporalio.Client;

/// <summary>What calls of a server take, under the names all Temporal SDKs use.</summary>
/// <param name="meter">The SDK's meter.</param>
internal sealed class ClientMetrics(MetricMeter meter)
{
    private readonly ConcurrentDictionary<(string Method, string Namespace, string TaskQueue, bool IsLong), Instruments> instruments = new();

    /// <summary>Makes a call and records it.</summary>
    public async Task<T> RecordAsync<T>(string method, IMessage request, TimeProvider time, Func<Task<T>> call)
    {
        var instrument = Of(method, request);
        var began = time.GetTimestamp();
        instrument.Requests.Add(1);
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (GrpcStatusException e)
        {
            instrument.Failures.Add(1, [new("status_code", Screaming(e.Code))]);
            throw;
        }
        finally
        {
            instrument.Latency.Record(time.GetElapsedTime(began));
        }
    }

    private static string Screaming(GrpcStatusCode code) => code == GrpcStatusCode.OK
        ? "OK"
        : string.Concat(code.ToString().Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"_{letter}" : char.ToUpperInvariant(letter).ToString()));

    private static object? Field(IMessage request, string name) => request.Descriptor.FindFieldByName(name)?.Accessor.GetValue(request);

    private Instruments Of(string method, IMessage request)
    {
        var isLong = method.StartsWith("Poll", StringComparison.Ordinal) || Field(request, "wait_new_event") is true;
        var queue = Field(request, "task_queue") as TaskQueue;
        var name = string.IsNullOrEmpty(queue?.NormalName) ? queue?.Name : queue.NormalName;
        return instruments.GetOrAdd(
            (method, Field(request, "namespace") as string ?? "", name ?? "", isLong), static (key, meter) => new(key, meter), meter);
    }

    private sealed class Instruments
    {
        public Instruments((string Method, string Namespace, string TaskQueue, bool IsLong) key, MetricMeter meter)
        {
            var prefix = key.IsLong ? "long_" : "";
            var tags = new List<KeyValuePair<string, object>> { new("operation", key.Method) };
            if (key.Namespace.Length > 0)
            {
                tags.Add(new("namespace", key.Namespace));
            }

            if (key.TaskQueue.Length > 0)
            {
                tags.Add(new("task_queue", key.TaskQueue));
            }

            var tagged = meter.WithTags(tags);
            Requests = tagged.CreateCounter<long>($"{prefix}request", null, "Count of calls");
            Failures = tagged.CreateCounter<long>($"{prefix}request_failure", null, "Count of calls that failed");
            Latency = tagged.CreateHistogram<TimeSpan>($"{prefix}request_latency", ExportingMeter.Duration, "From a call to its answer");
        }

        public MetricCounter<long> Requests { get; }

        public MetricCounter<long> Failures { get; }

        public MetricHistogram<TimeSpan> Latency { get; }
    }
}
