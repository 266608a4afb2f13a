using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Notify.Activities.Changes;
using Notify.Activities.Delivering;
using Notify.Activities.Embedding;
using Notify.Activities.Erasing;
using Notify.Activities.Events;
using Notify.Activities.Features;
using Notify.Activities.Ingestion;
using Notify.Activities.Ingestion.Glue;
using Notify.Activities.Planning;
using Notify.Storage.Streams;
using Notify.Workers.Events;
using Notify.Workers.Expiring;
using Notify.Workflows;
using Notify.Workflows.Delivery;
using Notify.Workflows.Erasing;
using Notify.Workflows.Pipelines;
using Notify.Workflows.Planning;
using Temporalio.Extensions.Hosting;

namespace Notify.Workers;

/// <summary>Registration of the workers.</summary>
public static class ServiceCollectionExtensions
{
    // Encoding uses every core by itself: more at once would only make each slower
    private const int PipelineActivitiesAtOnce = 4;

    // Glue does the work; here it is only waited for
    private const int GlueJobsAtOnce = 20;

    // Sends wait for the store, not for a core
    private const int SendsAtOnce = 100;

    /// <summary>Adds a worker for each task queue. Needs the activities and an <c>ITemporalClient</c>.</summary>
    public static IServiceCollection AddNotifyWorkers(this IServiceCollection services) =>
        services.AddNotifyPipelineWorker().AddNotifyGlueWorker().AddNotifyDeliveryWorker();

    /// <summary>Adds the worker for pipelines only: it plans, and starts deliveries, but sends nothing.</summary>
    public static IServiceCollection AddNotifyPipelineWorker(this IServiceCollection services)
    {
        services.AddSingleton<IDeliveryStarter, DeliveryStarter>();
        services.AddSingleton<IDeliveryEraser, DeliveryEraser>();
        services.AddHostedTemporalWorker(TaskQueues.Pipelines)
            .AddWorkflow<FullPipelineWorkflow>()
            .AddWorkflow<DeltaUpdateWorkflow>()
            .AddWorkflow<IngestWorkflow>()
            .AddWorkflow<GlueIngestWorkflow>()
            .AddWorkflow<FeatureWorkflow>()
            .AddWorkflow<EmbeddingPipelineWorkflow>()
            .AddWorkflow<ProductEmbeddingWorkflow>()
            .AddWorkflow<PurchaseEmbeddingWorkflow>()
            .AddWorkflow<UserEmbeddingWorkflow>()
            .AddWorkflow<CampaignEmbeddingWorkflow>()
            .AddWorkflow<DailyPlanWorkflow>()
            .AddWorkflow<ErasureWorkflow>()
            .AddSingletonActivities<IngestActivities>()
            .AddSingletonActivities<GlueLoadActivities>()
            .AddSingletonActivities<ChangeActivities>()
            .AddSingletonActivities<FeatureActivities>()
            .AddSingletonActivities<EmbeddingActivities>()
            .AddSingletonActivities<PlanningActivities>()
            .AddSingletonActivities<ErasureActivities>()
            .ConfigureOptions(options => options.MaxConcurrentActivities = PipelineActivitiesAtOnce);
        return services;
    }

    /// <summary>Adds the worker that waits for jobs of AWS Glue. It asks for <see cref="GlueServices.AddNotifyGlue"/> when a job first runs.</summary>
    public static IServiceCollection AddNotifyGlueWorker(this IServiceCollection services)
    {
        services.AddHostedTemporalWorker(TaskQueues.Glue)
            .AddSingletonActivities<GlueIngestActivities>()
            .ConfigureOptions(options => options.MaxConcurrentActivities = GlueJobsAtOnce);
        return services;
    }

    /// <summary>Adds the worker that delivers.</summary>
    public static IServiceCollection AddNotifyDeliveryWorker(this IServiceCollection services)
    {
        services.AddHostedTemporalWorker(TaskQueues.Deliveries)
            .AddWorkflow<UserDeliveryWorkflow>()
            .AddSingletonActivities<DeliveryActivities>()
            .ConfigureOptions(options => options.MaxConcurrentActivities = SendsAtOnce);
        return services;
    }

    /// <summary>
    /// Adds the consumers that take events from the streams to the tables, and the service that drops what is past its
    /// retention from both. Needs storage, the activities and an <c>ITemporalClient</c>.
    /// </summary>
    public static IServiceCollection AddNotifyEventConsumers(this IServiceCollection services)
    {
        services.TryAddSingleton<IDeliverySignals, DeliverySignals>();
        services.TryAddSingleton<DeadLetters>();
        return services
            .AddEventConsumer<ClickstreamProjection>()
            .AddEventConsumer<PurchaseProjection>()
            .AddHostedService<EventConsumerService>()
            .AddHostedService<ExpiryService>();
    }

    private static IServiceCollection AddEventConsumer<TProjection>(this IServiceCollection services)
        where TProjection : class, IProjection => services
            .AddSingleton<TProjection>()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<EventConsumer>(provider, provider.GetRequiredService<TProjection>()));
}
