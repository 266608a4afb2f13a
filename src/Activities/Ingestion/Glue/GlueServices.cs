using Amazon;
using Amazon.Glue;
using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Notify.Activities.Ingestion.Glue;

/// <summary>Registration of ingestion by AWS Glue.</summary>
public static class GlueServices
{
    /// <summary>Adds the activities that run Glue jobs. The client is made when a job first runs.</summary>
    /// <param name="services">Gets singletons.</param>
    /// <param name="options">Which Glue.</param>
    public static IServiceCollection AddNotifyGlue(this IServiceCollection services, GlueOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(options);
        services.TryAddSingleton<IAmazonGlue>(_ => new AmazonGlueClient(ConfigOf(options)));
        services.TryAddSingleton<GlueIngestActivities>();
        services.TryAddSingleton<GlueLoadActivities>();
        return services;
    }

    /// <summary>How the activities reach Glue.</summary>
    internal static AmazonGlueConfig ConfigOf(GlueOptions options)
    {
        // Temporal repeats, and looks for the run before it starts another
        var config = new AmazonGlueConfig { MaxErrorRetry = 0 };
        if (options.ServiceUrl is { } address)
        {
            config.ServiceURL = address.AbsoluteUri;
            config.AuthenticationRegion = options.Region;
        }
        else if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        return config;
    }
}
