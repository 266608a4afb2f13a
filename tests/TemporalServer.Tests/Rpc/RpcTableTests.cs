using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Transport;
using TemporalServer.Rpc;
using OperatorApi = Temporalio.Api.OperatorService.V1.ServiceReflection;
using WorkflowApi = Temporalio.Api.WorkflowService.V1.ServiceReflection;

namespace TemporalServer.Tests.Rpc;

/// <summary>Holds docs/temporal.md to what the server does.</summary>
public sealed class RpcTableTests
{
    private static readonly ServiceDescriptor[] Services = [WorkflowApi.Descriptor.Services[0], OperatorApi.Descriptor.Services[0]];

    [Fact]
    public void Table_NamesEveryMethodOfBothServicesInTheirOrder()
    {
        var documented = Documented();
        Assert.Equal(
            Services.SelectMany(static service => service.Methods.Select(method => $"{service.Name}.{method.Name}")),
            documented.Select(static row => $"{row.Service}.{row.Method}"));
        Assert.All(documented, static row => Assert.True(
            row.State is "whole" || (row.State is "partial" or "absent" && row.Remark.Length > 0), $"{row.Method} is '{row.State}', and says '{row.Remark}'"));
    }

    [Fact]
    public async Task Table_CallsAbsentExactlyWhatTheServerDoesNotImplement()
    {
        await using var server = await ServerUnderTest.StartAsync();
        foreach (var row in Documented())
        {
            var method = Services.Single(service => service.Name == row.Service).Methods.Single(method => method.Name == row.Method);
            var status = await AnswerAsync(server.Methods, method);
            Assert.True(
                (status == GrpcStatusCode.Unimplemented) == (row.State == "absent"), $"{row.Method} is {row.State} in docs/temporal.md and answers {status}");
        }
    }

    private static async Task<GrpcStatusCode> AnswerAsync(ServiceTable methods, MethodDescriptor method)
    {
        if (!methods.TryFind($"/{method.Service.FullName}/{method.Name}", out var served))
        {
            return GrpcStatusCode.Unimplemented;
        }

        try
        {
            var empty = (IMessage)Activator.CreateInstance(method.InputType.ClrType)!;
            await served.InvokeAsync(empty, new CallContext(new Dictionary<string, string>(), TestContext.Current.CancellationToken));
            return GrpcStatusCode.OK;
        }
        catch (GrpcStatusException refused)
        {
            return refused.Code;
        }
    }

    private static List<(string Service, string Method, string State, string Remark)> Documented()
    {
        var rows = new List<(string, string, string, string)>();
        var service = "";
        foreach (var line in File.ReadLines(Path.Combine(Root(), "docs", "temporal.md")))
        {
            if (line.StartsWith("##", StringComparison.Ordinal))
            {
                service = line.TrimStart('#').Trim();
            }
            else if (Array.Exists(Services, known => known.Name == service) && line.Split('|') is [_, var method, var state, var remark, _]
                && method.Trim() is not ("RPC" or "---"))
            {
                rows.Add((service, method.Trim(), state.Trim(), remark.Trim()));
            }
        }

        return rows;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Build.props")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"no repository above {AppContext.BaseDirectory}");
        }

        return folder.FullName;
    }
}
