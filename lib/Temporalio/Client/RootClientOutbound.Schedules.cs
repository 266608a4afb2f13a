using System.Runtime.CompilerServices;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;
using Proto = Temporalio.Api.Schedule.V1;

namespace Temporalio.Client;

/// <content>Schedules.</content>
internal sealed partial class RootClientOutbound
{
    public override async Task<ScheduleHandle> CreateScheduleAsync(CreateScheduleInput input)
    {
        var (id, schedule, options) = input;
        var request = new CreateScheduleRequest
        {
            Namespace = Namespace,
            ScheduleId = id,
            Schedule = await ScheduleProtos.ToProtoAsync(schedule, Converter),
            InitialPatch = InitialPatch(schedule, options),
            Identity = Identity,
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

    public override async Task<ScheduleDescription> DescribeScheduleAsync(DescribeScheduleInput input)
    {
        var response = await Service.DescribeScheduleAsync(
            new() { Namespace = Namespace, ScheduleId = input.Id }, RpcOptions.Retrying(input.RpcOptions));
        return new(input.Id, await ScheduleProtos.DecodeHeadersAsync(response, Converter), Converter);
    }

    public override async Task UpdateScheduleAsync(UpdateScheduleInput input)
    {
        var description = await client.OutboundInterceptor.DescribeScheduleAsync(new(input.Id, input.RpcOptions));
        if (await input.Updater(new(description)) is not { } update)
        {
            return;
        }

        await Service.UpdateScheduleAsync(
            new()
            {
                Namespace = Namespace,
                ScheduleId = input.Id,
                Schedule = await ScheduleProtos.ToProtoAsync(update.Schedule, Converter),
                ConflictToken = description.RawDescription.ConflictToken,
                Identity = Identity,
                RequestId = Guid.NewGuid().ToString(),
                SearchAttributes = update.TypedSearchAttributes?.ToProto(),
            },
            RpcOptions.Retrying(input.RpcOptions));
    }

    public override Task BackfillScheduleAsync(BackfillScheduleInput input)
    {
        if (input.Backfills.Count == 0)
        {
            throw new ArgumentException("At least one backfill is needed.", nameof(input));
        }

        var patch = new Proto.SchedulePatch();
        patch.BackfillRequest.AddRange(input.Backfills.Select(ScheduleProtos.ToProto));
        return PatchAsync(input.Id, patch, input.RpcOptions);
    }

    public override Task PauseScheduleAsync(PauseScheduleInput input) =>
        PatchAsync(input.Id, new() { Pause = input.Note ?? "Paused via .NET SDK" }, input.RpcOptions);

    public override Task UnpauseScheduleAsync(UnpauseScheduleInput input) =>
        PatchAsync(input.Id, new() { Unpause = input.Note ?? "Unpaused via .NET SDK" }, input.RpcOptions);

    public override Task TriggerScheduleAsync(TriggerScheduleInput input) => PatchAsync(
        input.Id,
        new()
        {
            TriggerImmediately = new()
            {
                OverlapPolicy = input.Options?.Overlap ?? Api.Enums.V1.ScheduleOverlapPolicy.Unspecified,
            },
        },
        input.Options?.Rpc);

    public override Task DeleteScheduleAsync(DeleteScheduleInput input) => Service.DeleteScheduleAsync(
        new() { Namespace = Namespace, ScheduleId = input.Id, Identity = Identity }, RpcOptions.Retrying(input.RpcOptions));

    public override IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(ListSchedulesInput input) =>
        ListSchedulesAsync(input.Options, CancellationToken.None);

    private static Proto.SchedulePatch? InitialPatch(Schedule schedule, ScheduleOptions? options)
    {
        if (options is null or { TriggerImmediately: false, Backfills.Count: 0 })
        {
            return null;
        }

        var patch = new Proto.SchedulePatch
        {
            TriggerImmediately = options.TriggerImmediately
                ? new() { OverlapPolicy = schedule.Policy.Overlap }
                : null,
        };
        patch.BackfillRequest.AddRange(options.Backfills.Select(ScheduleProtos.ToProto));
        return patch;
    }

    private Task PatchAsync(string id, Proto.SchedulePatch patch, RpcOptions? rpc) => Service.PatchScheduleAsync(
        new()
        {
            Namespace = Namespace,
            ScheduleId = id,
            Patch = patch,
            Identity = Identity,
            RequestId = Guid.NewGuid().ToString(),
        },
        RpcOptions.Retrying(rpc));

    private async IAsyncEnumerable<ScheduleListDescription> ListSchedulesAsync(
        ScheduleListOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
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

            // What was handed to a server is its own from then on
            request = new(request) { NextPageToken = page.NextPageToken };
        }
        while (!request.NextPageToken.IsEmpty);
    }
}
