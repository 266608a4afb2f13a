using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.Glue;

/// <summary>How to reach AWS Glue.</summary>
public sealed class AmazonGlueConfig : ClientConfig
{
    public AmazonGlueConfig()
        : base(new DefaultConfigurationProvider([Defaults]))
    {
        AuthenticationServiceName = "glue";
        ServiceId = "Glue";
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2017-03-31";

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "glue";

    /// <inheritdoc/>
    public override string UserAgent => "aws-sdk-dotnet-glue-stand-in";

    private static DefaultConfiguration Defaults => new()
    {
        Name = DefaultConfigurationMode.Standard,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromSeconds(3.1),
        TlsNegotiationTimeout = TimeSpan.FromSeconds(3.1),
    };

    /// <inheritdoc/>
    public override Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(Internal.GlueEndpoint.Of(this));
}
