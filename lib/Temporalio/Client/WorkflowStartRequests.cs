using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>The requests that start a workflow.</summary>
internal static class WorkflowStartRequests
{
    /// <exception cref="ArgumentException">A required option is missing, or two exclude each other.</exception>
    internal static async Task<StartWorkflowExecutionRequest> StartAsync(
        ITemporalClient client, StartWorkflowInput input)
    {
        var options = input.Options;
        Validate(options);
        var converter = client.Options.DataConverter;
        var request = new StartWorkflowExecutionRequest
        {
            Namespace = client.Options.Namespace,
            WorkflowId = options.Id,
            WorkflowType = new() { Name = input.Workflow },
            TaskQueue = new() { Name = options.TaskQueue },
            Input = await PayloadsOfAsync(converter, input.Args),
            WorkflowExecutionTimeout = ToDuration(options.ExecutionTimeout),
            WorkflowRunTimeout = ToDuration(options.RunTimeout),
            WorkflowTaskTimeout = ToDuration(options.TaskTimeout),
            Identity = client.Connection.Options.Identity,
            RequestId = Guid.NewGuid().ToString(),
            WorkflowIdReusePolicy = options.IdReusePolicy,
            WorkflowIdConflictPolicy = options.IdConflictPolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? string.Empty,
            Memo = await MemoAsync(converter, options.Memo),
            SearchAttributes = options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
            Header = await HeaderAsync(converter, input.Headers),
            WorkflowStartDelay = ToDuration(options.StartDelay),
            UserMetadata = await UserMetadataAsync(converter, options.StaticSummary, options.StaticDetails),
            Priority = options.Priority?.ToProto(),
        };
        return request;
    }

    internal static async Task<SignalWithStartWorkflowExecutionRequest> SignalWithStartAsync(
        ITemporalClient client, StartWorkflowInput input)
    {
        var start = await StartAsync(client, input);
        return new()
        {
            Namespace = start.Namespace,
            WorkflowId = start.WorkflowId,
            WorkflowType = start.WorkflowType,
            TaskQueue = start.TaskQueue,
            Input = start.Input,
            WorkflowExecutionTimeout = start.WorkflowExecutionTimeout,
            WorkflowRunTimeout = start.WorkflowRunTimeout,
            WorkflowTaskTimeout = start.WorkflowTaskTimeout,
            Identity = start.Identity,
            RequestId = start.RequestId,
            WorkflowIdReusePolicy = start.WorkflowIdReusePolicy,
            WorkflowIdConflictPolicy = start.WorkflowIdConflictPolicy,
            RetryPolicy = start.RetryPolicy,
            CronSchedule = start.CronSchedule,
            Memo = start.Memo,
            SearchAttributes = start.SearchAttributes,
            Header = start.Header,
            WorkflowStartDelay = start.WorkflowStartDelay,
            UserMetadata = start.UserMetadata,
            Priority = start.Priority,
            SignalName = input.Options.StartSignal,
            SignalInput = await PayloadsOfAsync(client.Options.DataConverter, input.Options.StartSignalArgs ?? []),
        };
    }

    internal static async Task<Payloads?> PayloadsOfAsync(DataConverter converter, IReadOnlyCollection<object?> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var payloads = new Payloads();
        payloads.Payloads_.AddRange(await converter.ToPayloadsAsync(values));
        return payloads;
    }

    internal static async Task<Memo?> MemoAsync(DataConverter converter, IReadOnlyDictionary<string, object>? values)
    {
        if (values is null or { Count: 0 })
        {
            return null;
        }

        var memo = new Memo();
        foreach (var (name, value) in values)
        {
            memo.Fields[name] = value is IEncodedRawValue encoded
                ? encoded.Payload
                : await converter.ToPayloadAsync(value);
        }

        return memo;
    }

    internal static async Task<Header?> HeaderAsync(
        DataConverter converter, IEnumerable<KeyValuePair<string, Payload>>? headers)
    {
        var header = new Header();
        foreach (var (name, payload) in headers ?? [])
        {
            header.Fields[name] = converter.PayloadCodec is { } codec ? await codec.EncodeSingleAsync(payload) : payload;
        }

        return header.Fields.Count == 0 ? null : header;
    }

    internal static async Task<UserMetadata?> UserMetadataAsync(
        DataConverter converter, string? summary, string? details) => summary is null && details is null
            ? null
            : new()
            {
                Summary = summary is null ? null : await converter.ToPayloadAsync(summary),
                Details = details is null ? null : await converter.ToPayloadAsync(details),
            };

    internal static Duration? ToDuration(TimeSpan? span) => span is { } value ? Duration.FromTimeSpan(value) : null;

    private static void Validate(WorkflowOptions options)
    {
        if (string.IsNullOrEmpty(options.Id))
        {
            throw new ArgumentException("WorkflowOptions.Id is missing: every workflow needs an id of the caller's choice.");
        }

        if (string.IsNullOrEmpty(options.TaskQueue))
        {
            throw new ArgumentException("WorkflowOptions.TaskQueue is missing: name the task queue its workers poll.");
        }

        if (options.StartSignal is null && options.StartSignalArgs is not null)
        {
            throw new ArgumentException("WorkflowOptions.StartSignalArgs is given without StartSignal.");
        }

        if (options is { CronSchedule: not null, StartDelay: not null })
        {
            throw new ArgumentException("WorkflowOptions.CronSchedule and StartDelay exclude each other.");
        }
    }
}
