using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Notify.Activities.Auditing;
using Notify.Activities.Changes;
using Notify.Activities.Delivering;
using Notify.Activities.Embedding;
using Notify.Activities.Erasing;
using Notify.Activities.Events;
using Notify.Activities.Features;
using Notify.Activities.Ingestion;
using Notify.Activities.Ingestion.Glue;
using Notify.Activities.Planning;
using Notify.Activities.Progress;
using Notify.Activities.Recommending;
using Notify.Domain.Planning;

namespace Notify.Activities;

/// <summary>Registration of this project's services.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Adds the activities and the reading side (recommender, campaign index). Needs storage and embeddings.</summary>
    /// <param name="services">Gets singletons.</param>
    /// <param name="policy">The shop's rules for plans.</param>
    /// <param name="ingestion">How files are ingested.</param>
    /// <param name="features">How features are computed; null for the defaults, in the work folder of ingestion.</param>
    /// <remarks>Another Glue than the SDK's default is added before, with <see cref="GlueServices.AddNotifyGlue"/>.</remarks>
    /// <exception cref="ArgumentException">The policy is out of its bounds.</exception>
    public static IServiceCollection AddNotifyActivities(
        this IServiceCollection services, PlanningPolicy policy, IngestOptions ingestion, FeatureOptions? features = null)
    {
        policy.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.AddNotifyGlue(new GlueOptions());
        services.TryAddSingleton(new EventOptions());
        return services
            .AddSingleton(policy)
            .AddSingleton(ingestion)
            .AddSingleton(features ?? new FeatureOptions { WorkFolder = ingestion.WorkFolder })
            .AddSingleton<ProgressBoard>()
            .AddSingleton<StepReporter>()
            .AddSingleton<CampaignIndex>()
            .AddSingleton<CustomerReader>()
            .AddSingleton<Recommender>()
            .AddSingleton<Auditor>()
            .AddSingleton<EligibilityReader>()
            .AddSingleton<OptOuts>()
            .AddSingleton<CampaignCounters>()
            .AddSingleton<StreamMeter>()
            .AddSingleton<UserEmbedder>()
            .AddSingleton<PlanInputs>()
            .AddSingleton<CampaignBudgets>()
            .AddSingleton<PlanPublisher>()
            .AddSingleton<ShopIngestion>()
            .AddSingleton<IngestActivities>()
            .AddSingleton<ChangedKeys>()
            .AddSingleton<ChangeActivities>()
            .AddSingleton<BaseRows>()
            .AddSingleton<FeatureTables>()
            .AddSingleton<FeatureActivities>()
            .AddSingleton<EmbeddingActivities>()
            .AddSingleton<PlanningActivities>()
            .AddSingleton<DeliveryActivities>()
            .AddSingleton<TableErasure>()
            .AddSingleton<StreamErasure>()
            .AddSingleton<SnapshotErasure>()
            .AddSingleton<RejectsErasure>()
            .AddSingleton<Scrubber>()
            .AddSingleton<ErasureActivities>();
    }
}
