using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Glue.Internal;

/// <summary>Where AWS Glue is.</summary>
internal sealed class GlueEndpoint : EndpointResolver
{
    public static string Of(IClientConfig config) =>
        config.ServiceURL ?? $"https://glue.{config.RegionEndpoint.SystemName}.{config.RegionEndpoint.PartitionDnsSuffix}";

    public override Uri DetermineEndpoint(IRequestContext requestContext) => new(Of(requestContext.ClientConfig));
}
