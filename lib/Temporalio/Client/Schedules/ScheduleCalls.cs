using System.Runtime.CompilerServices;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using SchedulePatch = Temporalio.Api.Schedule.V1.SchedulePatch;

namespace Temporalio.Client.Schedules;

/// <summary>The calls behind schedules and their handles.</summary>
/// <param name="client">The client calls go through.</param>
internal sealed class ScheduleCalls(ITemporalClient client)
{
    private DataConverter Converter => client.Options.DataConverter;

    private WorkflowService Service => client.Connection.WorkflowService;

    private string Namespace => client.Options.Namespace;

    internal async Task<ScheduleHandle> CreateAsync(string id, Schedule schedule, ScheduleOptions? options)
    {
        var request = new CreateScheduleRequest
        {
            Namespace = Namespace,
            ScheduleId = id,
            Schedule = await ScheduleProtos.ToProtoAsync(schedule, Converter),
            InitialPatch = InitialPatch(schedule, options),
            Identity = client.Connection.Options.Identity,
            RequestId = Guid.NewGuid().ToString(),
            Memo = await WorkflowStartRequests.MemoAsync(Converter, options?.Memo),
            SearchAttributes = options?.TypedSearchAttributes?.ToProto(),
        };
        try
        {
            await Service.CreateScheduleAsync(request, RpcOptions.Retrying(options?.Rpc));
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.AlreadyExists)
        {
            throw new ScheduleAlreadyRunningException();
        }

        return new(client, id);
    }

    internal async Task<ScheduleDescription> DescribeAsync(string id, RpcOptions? rpc) => new(
        id,
        await Service.DescribeScheduleAsync(
            new() { Namespace = Namespace, ScheduleId = id }, RpcOptions.Retrying(rpc)),
        Converter);

    internal async Task UpdateAsync(
        string id, Func<ScheduleUpdateInput, Task<ScheduleUpdate?>> updater, RpcOptions? rpc)
    {
        var description = await DescribeAsync(id, rpc);
        if (await updater(new(description)) is not { } update)
        {
            return;
        }

        await Service.UpdateScheduleAsync(
            new()
            {
                Namespace = Namespace,
                ScheduleId = id,
                Schedule = await ScheduleProtos.ToProtoAsync(update.Schedule, Converter),
                ConflictToken = description.RawDescription.ConflictToken,
                Identity = client.Connection.Options.Identity,
                RequestId = Guid.NewGuid().ToString(),
                SearchAttributes = update.TypedSearchAttributes?.ToProto(),
            },
            RpcOptions.Retrying(rpc));
    }

    internal Task PatchAsync(string id, SchedulePatch patch, RpcOptions? rpc) => Service.PatchScheduleAsync(
        new()
        {
            Namespace = Namespace,
            ScheduleId = id,
            Patch = patch,
            Identity = client.Connection.Options.Identity,
            RequestId = Guid.NewGuid().ToString(),
        },
        RpcOptions.Retrying(rpc));

    internal Task DeleteAsync(string id, RpcOptions? rpc) => Service.DeleteScheduleAsync(
        new() { Namespace = Namespace, ScheduleId = id, Identity = client.Connection.Options.Identity },
        RpcOptions.Retrying(rpc));

    internal async IAsyncEnumerable<ScheduleListDescription> ListAsync(
        ScheduleListOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new ListSchedulesRequest { Namespace = Namespace, Query = options?.Query ?? string.Empty };
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await Service.ListSchedulesAsync(request, RpcOptions.Retrying(options?.Rpc));
            foreach (var entry in page.Schedules)
            {
                yield return new(entry, Converter);
            }

            request = new(request) { NextPageToken = page.NextPageToken };
        }
        while (!request.NextPageToken.IsEmpty);
    }

    private static SchedulePatch? InitialPatch(Schedule schedule, ScheduleOptions? options)
    {
        if (options is null or { TriggerImmediately: false, Backfills.Count: 0 })
        {
            return null;
        }

        var patch = new SchedulePatch
        {
            TriggerImmediately = options.TriggerImmediately
                ? new() { OverlapPolicy = schedule.Policy.Overlap }
                : null,
        };
        patch.BackfillRequest.AddRange(options.Backfills.Select(ScheduleProtos.ToProto));
        return patch;
    }
}
