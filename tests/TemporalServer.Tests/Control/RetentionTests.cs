using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Namespace.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;

namespace TemporalServer.Tests.Control;

public sealed class RetentionTests
{
    private const string Operator = "temporal.api.operatorservice.v1.OperatorService";

    [Fact]
    public async Task Sweep_RunsClosedBeforeTheRetention_AreDeletedAndOthersStay()
    {
        await using var server = await ServerUnderTest.StartAsync();
        for (var i = 0; i < 60; i++)
        {
            await server.Worker.StartAsync($"old-{i}");
            await server.Worker.StepAsync(Commands.Complete());
        }

        await server.Worker.StartAsync("young");
        await server.Worker.StepAsync(Commands.Complete());
        await server.Worker.StartAsync("open");
        await server.Engine.Database.Writer.WriteAsync(session => session.Execute(
            "UPDATE visibility SET close_time = close_time - $0 WHERE workflow_id LIKE 'old-%'", TimeSpan.FromHours(73).Ticks));

        await server.Engine.Retention.SweepAsync();

        await Until.TrueAsync(() => Rows(server, "visibility") == 2);
        Assert.Equal(2, Rows(server, "executions"));
        Assert.Equal(GrpcStatusCode.NotFound, (await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.HistoryAsync("old-7"))).Code);
        Assert.Equal(WorkflowExecutionStatus.Running, (await server.Worker.DescribeAsync("open")).WorkflowExecutionInfo.Status);
        Assert.Equal(5, (await server.Worker.HistoryAsync("young")).Count);
    }

    [Fact]
    public async Task Register_RetentionBelowAnHour_IsInvalidArgument()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => server.CallAsync<RegisterNamespaceResponse>(
            new RegisterNamespaceRequest { Namespace = "n", WorkflowExecutionRetentionPeriod = Duration.FromTimeSpan(TimeSpan.FromMinutes(5)) }));
        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
    }

    [Fact]
    public async Task Update_Retention_IsKeptOverARestart()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.CallAsync<UpdateNamespaceResponse>(new UpdateNamespaceRequest
        {
            Namespace = "default",
            Config = new NamespaceConfig { WorkflowExecutionRetentionTtl = Duration.FromTimeSpan(TimeSpan.FromDays(30)) },
        });
        await server.RestartAsync();
        var described = await server.CallAsync<DescribeNamespaceResponse>(new DescribeNamespaceRequest { Namespace = "default" });
        Assert.Equal(30 * 86_400, described.Config.WorkflowExecutionRetentionTtl.Seconds);
    }

    [Fact]
    public async Task Deprecate_Namespace_StartsNothingNewAndFinishesWhatRuns()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.CallAsync<DeprecateNamespaceResponse>(new DeprecateNamespaceRequest { Namespace = "default" });

        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => server.Worker.StartAsync("new"));
        await server.Worker.StepAsync(Commands.Complete());

        Assert.Equal(GrpcStatusCode.FailedPrecondition, refused.Code);
        Assert.True(Assert.Single(refused.Details).Is(Temporalio.Api.ErrorDetails.V1.NamespaceInvalidStateFailure.Descriptor));
        Assert.Equal(EventType.WorkflowExecutionCompleted, (await server.Worker.ResultAsync()).EventType);
    }

    [Fact]
    public async Task Delete_Namespace_DeletesAllItsExecutionsAlsoOverARestart()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.CallAsync<RegisterNamespaceResponse>(new RegisterNamespaceRequest { Namespace = "old" });
        for (var i = 0; i < 3; i++)
        {
            await server.Worker.StartAsync($"wf-{i}", request => request.Namespace = "old");
        }

        await server.Worker.StartAsync("stays");
        await server.CallAsync<DeleteNamespaceResponse>(Operator, "DeleteNamespace", new DeleteNamespaceRequest { Namespace = "old" });
        await server.RestartAsync();

        await Until.TrueAsync(() => Rows(server, "executions") == 1 && Rows(server, "namespaces") == 1);
        var gone = await Assert.ThrowsAsync<GrpcStatusException>(() => server.CallAsync<DescribeNamespaceResponse>(new DescribeNamespaceRequest { Namespace = "old" }));
        Assert.Equal(GrpcStatusCode.NotFound, gone.Code);
        Assert.Equal(WorkflowExecutionStatus.Running, (await server.Worker.DescribeAsync("stays")).WorkflowExecutionInfo.Status);
    }

    [Fact]
    public async Task Deprecate_Namespace_LetsWhatRunsStartItsChildren()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.CallAsync<DeprecateNamespaceResponse>(new DeprecateNamespaceRequest { Namespace = "default" });

        await server.Worker.StepAsync(Commands.Child("child"));

        await Until.TrueAsync(async () => (await server.Worker.EventTypesAsync()).Contains(EventType.ChildWorkflowExecutionStarted));
    }

    [Fact]
    public async Task Delete_OpenChild_TellsItsParentThatItEnded()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Worker.StartAsync();
        await server.Worker.StepAsync(Commands.Child("child"));
        await Until.TrueAsync(async () => (await server.Worker.EventTypesAsync()).Contains(EventType.ChildWorkflowExecutionStarted));

        await server.CallAsync<DeleteWorkflowExecutionResponse>(
            new DeleteWorkflowExecutionRequest { Namespace = "default", WorkflowExecution = new WorkflowExecution { WorkflowId = "child" } });

        Assert.Contains(EventType.ChildWorkflowExecutionTerminated, await server.Worker.EventTypesAsync());
        Assert.Equal(1, Rows(server, "executions"));
    }

    private static long Rows(ServerUnderTest server, string table) => server.Engine.Database.Read(connection =>
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables in this file
        command.CommandText = $"SELECT count(*) FROM {table}";
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    });
}
