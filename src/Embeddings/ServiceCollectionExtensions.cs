using Microsoft.Extensions.DependencyInjection;
using Notify.Embeddings.Encoding;
using Notify.Embeddings.Hierarchy;

namespace Notify.Embeddings;

/// <summary>Registration of this project's services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds <see cref="ITextEncoder"/> (loaded at first use) and <see cref="HierarchyOptions"/>.</summary>
    /// <param name="services">Gets singletons.</param>
    /// <param name="encoder">null for the shipped model on all cores.</param>
    /// <param name="hierarchy">null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its bounds.</exception>
    public static IServiceCollection AddNotifyEmbeddings(this IServiceCollection services, EncoderOptions? encoder = null, HierarchyOptions? hierarchy = null)
    {
        encoder ??= new EncoderOptions();
        hierarchy ??= new HierarchyOptions();
        encoder.Validate();
        hierarchy.Validate();
        return services
            .AddSingleton(encoder)
            .AddSingleton(hierarchy)
            .AddSingleton<ITextEncoder>(provider => new TextEncoder(provider.GetRequiredService<EncoderOptions>()));
    }
}
