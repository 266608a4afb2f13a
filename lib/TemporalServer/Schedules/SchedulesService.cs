using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using NodaTime;
using TemporalServer.Clock;
using TemporalServer.Rpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Schedules;

/// <summary>The RPCs of schedules, and the schedules themselves.</summary>
internal sealed class SchedulesService
{
    private const int MaxIdLength = 1000;
    private const int MaxPage = 1000;

    private readonly ConcurrentDictionary<(string Namespace, string Id), ScheduleActor> schedules = new();
    private readonly ScheduleStore store;
    private readonly ScheduleFinder finder;
    private readonly IScheduledWorkflows workflows;
    private readonly ServerClock clock;
    private readonly ILogger logger;
    private readonly CancellationToken stopping;
    private readonly Task resumed;

    /// <summary>Resumes every stored schedule; calls wait for that.</summary>
    public SchedulesService(ScheduleStore store, ScheduleFinder finder, IScheduledWorkflows workflows, ServerClock clock, ILogger logger, CancellationToken stopping)
    {
        this.store = store;
        this.finder = finder;
        this.workflows = workflows;
        this.clock = clock;
        this.logger = logger;
        this.stopping = stopping;
        resumed = ResumeAsync();
    }

    /// <summary>NOT_FOUND for a schedule.</summary>
    public static GrpcStatusException NotFound(string id) =>
        new(GrpcStatusCode.NotFound, $"schedule not found: {Excerpt.Of(id)}", new NotFoundFailure());

    /// <summary>Adds the RPCs.</summary>
    public void Map(ServiceTable table)
    {
        table.MapWorkflow<CreateScheduleRequest, CreateScheduleResponse>("CreateSchedule", (request, _) => CreateAsync(request));
        table.MapWorkflow<DescribeScheduleRequest, DescribeScheduleResponse>("DescribeSchedule", (request, _) => DescribeAsync(request));
        table.MapWorkflow<UpdateScheduleRequest, UpdateScheduleResponse>("UpdateSchedule", (request, _) => UpdateAsync(request));
        table.MapWorkflow<PatchScheduleRequest, PatchScheduleResponse>("PatchSchedule", (request, _) => PatchAsync(request));
        table.MapWorkflow<DeleteScheduleRequest, DeleteScheduleResponse>("DeleteSchedule", (request, _) => DeleteAsync(request));
        table.MapWorkflow<ListScheduleMatchingTimesRequest, ListScheduleMatchingTimesResponse>("ListScheduleMatchingTimes", (request, _) => MatchingTimesAsync(request));
        table.MapWorkflow<ListSchedulesRequest, ListSchedulesResponse>("ListSchedules", (request, _) => ListAsync(request));
        table.MapWorkflow<CountSchedulesRequest, CountSchedulesResponse>("CountSchedules", (request, _) => CountAsync(request));
    }

    private async Task ResumeAsync()
    {
        foreach (var record in await store.LoadAsync().ConfigureAwait(false))
        {
            var actor = Actor(record);
            schedules[(record.Namespace, record.Id)] = actor;
            await actor.ResumeAsync().ConfigureAwait(false);
        }
    }

    private async Task<CreateScheduleResponse> CreateAsync(CreateScheduleRequest request)
    {
        await resumed.ConfigureAwait(false);
        workflows.RequireNamespace(request.Namespace);
        if (request.ScheduleId.Length is 0 or > MaxIdLength)
        {
            throw ScheduleRules.Invalid($"a schedule id has 1 to {MaxIdLength} characters, not {request.ScheduleId.Length}");
        }

        var record = new ScheduleRecord
        {
            Namespace = request.Namespace,
            Id = request.ScheduleId,
            Schedule = ScheduleRules.Complete(request.Schedule, ScheduleActor.Seed(request.Namespace, request.ScheduleId), out _),
            Info = new ScheduleInfo { CreateTime = clock.Now.ToTimestamp() },
            RequestId = request.RequestId,
            Mark = clock.Now.UtcTicks,
            Memo = request.Memo ?? new Memo(),
            SearchAttributes = workflows.Complete(request.Namespace, request.SearchAttributes),
        };
        var actor = Actor(record);
        if (!schedules.TryAdd((record.Namespace, record.Id), actor))
        {
            return await RepeatedAsync(request).ConfigureAwait(false);
        }

        try
        {
            await actor.ChangeAsync(_ => actor.Patch(request.InitialPatch ?? new SchedulePatch())).ConfigureAwait(false);
        }
        catch (GrpcStatusException fault) when (fault.Code != GrpcStatusCode.Unavailable)
        {
            schedules.TryRemove((record.Namespace, record.Id), out _);
            await actor.AbandonAsync().ConfigureAwait(false);
            throw;
        }

        return new CreateScheduleResponse { ConflictToken = Token(record) };
    }

    private async Task<CreateScheduleResponse> RepeatedAsync(CreateScheduleRequest request)
    {
        var (requestId, token) = await Find(request.Namespace, request.ScheduleId)
            .ReadAsync((record, _) => (record.RequestId, Token(record))).ConfigureAwait(false);
        return requestId.Length > 0 && requestId == request.RequestId
            ? new CreateScheduleResponse { ConflictToken = token }
            : throw new GrpcStatusException(
                GrpcStatusCode.AlreadyExists,
                $"schedule {Excerpt.Of(request.ScheduleId)} is already registered",
                new WorkflowExecutionAlreadyStartedFailure { StartRequestId = requestId });
    }

    private async Task<DescribeScheduleResponse> DescribeAsync(DescribeScheduleRequest request)
    {
        await resumed.ConfigureAwait(false);
        return await Find(request.Namespace, request.ScheduleId)
            .ReadAsync((record, times) => ScheduleView.Describe(record, times, clock.Now, Token(record))).ConfigureAwait(false);
    }

    private async Task<UpdateScheduleResponse> UpdateAsync(UpdateScheduleRequest request)
    {
        await resumed.ConfigureAwait(false);
        var actor = Find(request.Namespace, request.ScheduleId);
        var schedule = ScheduleRules.Complete(request.Schedule, ScheduleActor.Seed(request.Namespace, request.ScheduleId), out var times);
        var attributes = request.SearchAttributes is null ? null : workflows.Complete(request.Namespace, request.SearchAttributes);
        await actor.ChangeAsync(record =>
        {
            if (!request.ConflictToken.IsEmpty && request.ConflictToken != Token(record))
            {
                throw new GrpcStatusException(
                    GrpcStatusCode.FailedPrecondition, "mismatched conflict token: the schedule was changed meanwhile; describe it and update again");
            }

            actor.Replace(schedule, times);
            record.SearchAttributes = attributes ?? record.SearchAttributes;
            record.Memo = request.Memo ?? record.Memo;
        }).ConfigureAwait(false);
        return new UpdateScheduleResponse();
    }

    private async Task<PatchScheduleResponse> PatchAsync(PatchScheduleRequest request)
    {
        await resumed.ConfigureAwait(false);
        var actor = Find(request.Namespace, request.ScheduleId);
        await actor.ChangeAsync(_ => actor.Patch(request.Patch ?? new SchedulePatch())).ConfigureAwait(false);
        return new PatchScheduleResponse();
    }

    private async Task<DeleteScheduleResponse> DeleteAsync(DeleteScheduleRequest request)
    {
        await resumed.ConfigureAwait(false);
        var actor = Find(request.Namespace, request.ScheduleId);
        await actor.DeleteAsync().ConfigureAwait(false);
        schedules.TryRemove((request.Namespace, request.ScheduleId), out _);
        return new DeleteScheduleResponse();
    }

    private async Task<ListScheduleMatchingTimesResponse> MatchingTimesAsync(ListScheduleMatchingTimesRequest request)
    {
        await resumed.ConfigureAwait(false);
        if (request.StartTime is not { } from || request.EndTime is not { } to)
        {
            throw ScheduleRules.Invalid("matching times need a start time and an end time");
        }

        return await Find(request.Namespace, request.ScheduleId)
            .ReadAsync((_, times) => ScheduleView.MatchingTimes(times, from, to)).ConfigureAwait(false);
    }

    private async Task<ListSchedulesResponse> ListAsync(ListSchedulesRequest request)
    {
        await resumed.ConfigureAwait(false);
        workflows.RequireNamespace(request.Namespace);
        var size = request.MaximumPageSize is > 0 and <= MaxPage ? request.MaximumPageSize : MaxPage;
        var page = finder.Find(request.Namespace, request.Query, request.NextPageToken.ToStringUtf8(), size + 1);
        var response = new ListSchedulesResponse();
        foreach (var id in page.Take(size))
        {
            if (schedules.TryGetValue((request.Namespace, id), out var actor))
            {
                response.Schedules.Add(await actor.ReadAsync((record, times) => ScheduleView.Entry(record, times, clock.Now)).ConfigureAwait(false));
            }
        }

        response.NextPageToken = page.Count > size ? ByteString.CopyFromUtf8(page[size - 1]) : ByteString.Empty;
        return response;
    }

    private async Task<CountSchedulesResponse> CountAsync(CountSchedulesRequest request)
    {
        await resumed.ConfigureAwait(false);
        workflows.RequireNamespace(request.Namespace);
        var counts = finder.Count(request.Namespace, request.Query);
        return new CountSchedulesResponse
        {
            Count = counts.Sum(static group => group.Count),
            Groups =
            {
                counts.Where(static group => group.Value is not null)
                    .Select(static group => new CountSchedulesResponse.Types.AggregationGroup { GroupValues = { group.Value }, Count = group.Count }),
            },
        };
    }

    private ScheduleActor Actor(ScheduleRecord record) => new(record, store, workflows, clock, logger, stopping);

    private ScheduleActor Find(string @namespace, string id) =>
        schedules.TryGetValue((@namespace, id), out var actor) ? actor : throw NotFound(id);

    private static ByteString Token(ScheduleRecord record) =>
        ByteString.CopyFromUtf8(record.Version.ToString(CultureInfo.InvariantCulture));
}
