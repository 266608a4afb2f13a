using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Transport;
using OperatorApi = Temporalio.Api.OperatorService.V1.ServiceReflection;
using WorkflowApi = Temporalio.Api.WorkflowService.V1.ServiceReflection;

namespace TemporalServer.Tests.Grpc;

/// <summary>Every method of the real server under hostile input: a clean status each time, and the server goes on.</summary>
public sealed class HostileCallTests
{
    private const int Messages = 20;
    private const int Bodies = 4;
    private const long MaxGrowth = 200L * 1024 * 1024;

    // These would take away the ground the other calls stand on
    private static readonly HashSet<string> Destructive = ["DeleteNamespace", "DeprecateNamespace"];

    private static IEnumerable<MethodDescriptor> Methods =>
        WorkflowApi.Descriptor.Services[0].Methods.Concat(OperatorApi.Descriptor.Services[0].Methods);

    [Theory]
    [InlineData(20261120)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Call_HostileMessagesToEveryMethod_EndWithACleanStatusAndTheServerGoesOn(int seed)
    {
        await using var server = await ServerUnderTest.StartAsync();
        await using var probe = await GrpcProbe.StartAsync(server.Methods);
        await server.Worker.StartAsync("wf");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var random = new Random(seed);
        var messages = new RandomMessage(random);
        var faults = new List<string>();
        foreach (var method in Methods)
        {
            for (var i = 0; i < Messages; i++)
            {
                var message = messages.Of(method.InputType, "default");
                if (Destructive.Contains(method.Name))
                {
                    method.InputType.FindFieldByName("namespace").Accessor.SetValue(message, "elsewhere");
                }

                await SendAsync(probe, method, GrpcProbe.Frame(message), message.ToByteArray(), faults);
            }

            for (var i = 0; i < Bodies && !Destructive.Contains(method.Name); i++)
            {
                var noise = Noise(random, messages.Of(method.InputType, "default").ToByteArray());
                await SendAsync(probe, method, GrpcProbe.Frame(0, (uint)noise.Length, noise), noise, faults);
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.NotEmpty(await server.Worker.StartAsync("after"));
        Assert.Equal("after", (await server.Worker.DescribeAsync("after")).WorkflowExecutionInfo.Execution.WorkflowId);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MaxGrowth);
    }

    [Fact]
    public async Task Call_EveryMethodWithAnUnknownNamespace_IsNotFoundOrInvalidAndNeverOk()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await using var probe = await GrpcProbe.StartAsync(server.Methods);
        foreach (var method in Methods)
        {
            if (method.InputType.FindFieldByName("namespace") is not { FieldType: FieldType.String } field || method.Name == "RegisterNamespace"
                || !server.Methods.TryFind($"/{method.Service.FullName}/{method.Name}", out _))
            {
                continue;
            }

            var message = (IMessage)Activator.CreateInstance(method.InputType.ClrType)!;
            field.Accessor.SetValue(message, "nowhere");
            var answer = await probe.CallAsync($"/{method.Service.FullName}/{method.Name}", message, ("grpc-timeout", "5S"));
            Assert.True(answer.Status is GrpcStatusCode.NotFound or GrpcStatusCode.InvalidArgument || method.Name == "GetSearchAttributes", $"{method.Name}: {answer}");
        }
    }

    [Theory]
    [InlineData(2 * 1024 * 1024 - 1000, GrpcStatusCode.OK)]
    [InlineData(2 * 1024 * 1024 + 1, GrpcStatusCode.InvalidArgument)]
    [InlineData(5 * 1024 * 1024, GrpcStatusCode.ResourceExhausted)]
    public async Task Start_Input_IsTakenUpToTwoMebibytes(int bytes, GrpcStatusCode expected)
    {
        await using var server = await ServerUnderTest.StartAsync();
        await using var probe = await GrpcProbe.StartAsync(server.Methods);
        var request = HandWorker.NewWorkflow();
        request.Input = new Payloads { Payloads_ = { new Payload { Data = ByteString.CopyFrom(new byte[bytes]) } } };

        var answer = await probe.CallAsync("/temporal.api.workflowservice.v1.WorkflowService/StartWorkflowExecution", request);

        Assert.Equal(expected, answer.Status);
        if (expected == GrpcStatusCode.InvalidArgument)
        {
            Assert.StartsWith("Blob data size exceeds limit.", answer.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("WorkflowId = 'a'; DROP TABLE visibility; --'")]
    [InlineData("WorkflowId = '' UNION SELECT 1, 2, 3 --")]
    [InlineData("WorkflowId = 'x' ORDER BY (SELECT 1)")]
    [InlineData("json_extract(search_attributes, '$') = 'x'")]
    [InlineData("`\u0000` = 1")]
    [InlineData("\ud83d\ude00 = 'x'")]
    [InlineData("StartTime > 99999999999999999999999999")]
    [InlineData("ExecutionDuration > '1e9h'")]
    [InlineData("((((((((((((((((((((((((((((((((((((((((WorkflowId = 'x'")]
    [InlineData("WorkflowId = 'x' GROUP BY WorkflowId")]
    public async Task List_HostileQuery_IsInvalidArgument(string query)
    {
        await using var server = await ServerUnderTest.StartAsync();
        await AssertInvalidAsync(server, query);
        Assert.Equal(0, (await server.CallAsync<CountWorkflowExecutionsResponse>(new CountWorkflowExecutionsRequest { Namespace = "default" })).Count);
    }

    [Fact]
    public async Task List_QueryBeyondItsBounds_IsInvalidArgument()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await AssertInvalidAsync(server, $"WorkflowId IN ({string.Join(',', Enumerable.Repeat("'x'", 5000))})");
        await AssertInvalidAsync(server, string.Join(" OR ", Enumerable.Repeat("WorkflowId = 'x'", 2000)));
        await AssertInvalidAsync(server, string.Concat(Enumerable.Repeat("NOT ", 5000)) + "WorkflowId = 'x'");
        await AssertInvalidAsync(server, new string('(', 20_000) + "WorkflowId = 'x'" + new string(')', 20_000));
        await AssertInvalidAsync(server, $"WorkflowId = '{new string('x', 3_000_000)}'");
    }

    private static async Task AssertInvalidAsync(ServerUnderTest server, string query)
    {
        var refused = await Assert.ThrowsAsync<GrpcStatusException>(() => server.CallAsync<ListWorkflowExecutionsResponse>(
            new ListWorkflowExecutionsRequest { Namespace = "default", Query = query }));
        Assert.Equal(GrpcStatusCode.InvalidArgument, refused.Code);
        Assert.InRange(refused.Message.Length, 1, 1000);
    }

    private static async Task SendAsync(GrpcProbe probe, MethodDescriptor method, byte[] frame, byte[] message, List<string> faults)
    {
        var answer = await probe.SendAsync($"/{method.Service.FullName}/{method.Name}", frame, ("grpc-timeout", "40m"));
        if (answer.Status is null or GrpcStatusCode.Internal or GrpcStatusCode.Unknown)
        {
            faults.Add($"{method.Name} answers {answer.Status} {answer.Message} to {Convert.ToHexString(message)}");
        }
    }

    private static byte[] Noise(Random random, byte[] template)
    {
        if (template.Length == 0 || random.Next(4) == 0)
        {
            var noise = new byte[random.Next(64)];
            random.NextBytes(noise);
            return noise;
        }

        var mutated = random.Next(3) == 0 ? template[..random.Next(template.Length)] : (byte[])template.Clone();
        for (var flips = random.Next(4); flips > 0 && mutated.Length > 0; flips--)
        {
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
        }

        return mutated;
    }
}
