using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>A workflow run in detail.</summary>
public class WorkflowExecutionDescription : WorkflowExecution
{
    internal WorkflowExecutionDescription(DescribeWorkflowExecutionResponse rawDescription, DataConverter dataConverter)
        : base(rawDescription.WorkflowExecutionInfo, dataConverter) => RawDescription = rawDescription;

    internal DescribeWorkflowExecutionResponse RawDescription { get; }

    /// <summary>The summary it was started with.</summary>
    public Task<string?> GetStaticSummaryAsync() =>
        DecodeAsync(RawDescription.ExecutionConfig?.UserMetadata?.Summary);

    /// <summary>The details it was started with.</summary>
    public Task<string?> GetStaticDetailsAsync() =>
        DecodeAsync(RawDescription.ExecutionConfig?.UserMetadata?.Details);

    private async Task<string?> DecodeAsync(Payload? payload) =>
        payload is null ? null : await DataConverter.ToValueAsync<string>(payload);
}
