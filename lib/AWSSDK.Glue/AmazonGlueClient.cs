using Amazon.Glue.Internal;
using Amazon.Glue.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Glue;

/// <summary>Calls AWS Glue.</summary>
public sealed class AmazonGlueClient : AmazonServiceClient, IAmazonGlue
{
    /// <summary>With credentials from the SDK's own chain.</summary>
    public AmazonGlueClient(AmazonGlueConfig clientConfig)
        : base(clientConfig)
    {
    }

    public AmazonGlueClient(AWSCredentials credentials, AmazonGlueConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata { get; } = new GlueMetadata();

    /// <inheritdoc/>
    public Task<BatchStopJobRunResponse> BatchStopJobRunAsync(BatchStopJobRunRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<BatchStopJobRunResponse>("BatchStopJobRun", request, cancellationToken);

    /// <inheritdoc/>
    public Task<GetJobRunResponse> GetJobRunAsync(GetJobRunRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetJobRunResponse>("GetJobRun", request, cancellationToken);

    /// <inheritdoc/>
    public Task<GetJobRunsResponse> GetJobRunsAsync(GetJobRunsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetJobRunsResponse>("GetJobRuns", request, cancellationToken);

    /// <inheritdoc/>
    public Task<StartJobRunResponse> StartJobRunAsync(StartJobRunRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<StartJobRunResponse>("StartJobRun", request, cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.ReplaceHandler<EndpointResolver>(new GlueEndpoint());
        pipeline.AddHandlerAfter<Marshaller>(new GlueAuth());
    }

    private Task<T> CallAsync<T>(string operation, AmazonGlueRequest request, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse, new() => InvokeAsync<T>(
            request,
            new InvokeOptions { RequestMarshaller = new GlueMarshaller(operation), ResponseUnmarshaller = new GlueUnmarshaller<T>() },
            cancellationToken);

    private sealed class GlueMetadata : IServiceMetadata
    {
        public string ServiceId => "Glue";

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
