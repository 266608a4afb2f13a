using Notify.Workflows.Visibility;
using Temporalio.Api.Enums.V1;
using Temporalio.Testing;
using Temporalio.Transport;

namespace Notify.Workflows.Tests.Visibility;

/// <summary>Without its search attributes no workflow of Notify could start, so they are there or the reason is told.</summary>
public sealed class AttributeRegistrationTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task Registering_Twice_LeavesEachAttributeOnceWithItsType()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();

        Assert.True(await AttributeRegistration.EnsureAsync(environment.Client, Never));
        Assert.True(await AttributeRegistration.EnsureAsync(environment.Client, Never));

        var listed = await environment.Client.Connection.OperatorService.ListSearchAttributesAsync(new() { Namespace = "default" });
        Assert.Equal(
            [("NotifyDate", IndexedValueType.Keyword), ("NotifyPipelineKind", IndexedValueType.Keyword), ("NotifyUserId", IndexedValueType.Keyword)],
            listed.CustomAttributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public async Task AnAttributeOfAnotherType_IsRefusedByName()
    {
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        await environment.Client.Connection.OperatorService.AddSearchAttributesAsync(new()
        {
            Namespace = "default", SearchAttributes = { ["NotifyDate"] = IndexedValueType.Datetime },
        });

        var fault = await Assert.ThrowsAsync<AttributeRegistrationException>(() => AttributeRegistration.EnsureAsync(environment.Client, Never));

        Assert.Contains("NotifyDate is of type Datetime; Notify needs Keyword", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GrpcStatusCode.PermissionDenied)]
    [InlineData(GrpcStatusCode.Unimplemented)]
    public async Task AClientThatMayNotAddThem_IsToldWhatAnOperatorHasToDo(GrpcStatusCode refusal)
    {
        var cluster = new RefusingCluster { Listed = new() { ["NotifyDate"] = IndexedValueType.Keyword }, Refusal = refusal };
        using var registration = InProcessServers.Register($"missing.test:{(int)refusal}", cluster);
        var client = await RefusingCluster.ConnectAsync($"missing.test:{(int)refusal}");

        var fault = await Assert.ThrowsAsync<AttributeRegistrationException>(() => AttributeRegistration.EnsureAsync(client, Never));

        Assert.Contains("Namespace 'shop' lacks the search attributes NotifyUserId, NotifyPipelineKind", fault.Message, StringComparison.Ordinal);
        Assert.Contains("temporal operator search-attribute create --namespace shop", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["NotifyUserId", "NotifyPipelineKind"], cluster.Added);
    }

    [Fact]
    public async Task AClientThatMayNotEvenAsk_GoesOnWithoutKnowing()
    {
        var cluster = new RefusingCluster();
        using var registration = InProcessServers.Register("unknown.test:1", cluster);

        Assert.False(await AttributeRegistration.EnsureAsync(await RefusingCluster.ConnectAsync("unknown.test:1"), Never));
    }

    [Fact]
    public async Task AClientThatMayNotAdd_WhereAllAreThere_IsContent()
    {
        var cluster = new RefusingCluster { Listed = NotifyAttributes.All.ToDictionary(key => key.Name, key => key.ValueType) };
        using var registration = InProcessServers.Register("complete.test:1", cluster);

        Assert.True(await AttributeRegistration.EnsureAsync(await RefusingCluster.ConnectAsync("complete.test:1"), Never));
        Assert.Empty(cluster.Added);
    }
}
