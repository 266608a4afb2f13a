namespace Temporalio.Client.Interceptors;

/// <summary>Input of <see cref="ClientOutboundInterceptor.DescribeScheduleAsync"/>.</summary>
public record DescribeScheduleInput(
    string Id,
    RpcOptions? RpcOptions);
