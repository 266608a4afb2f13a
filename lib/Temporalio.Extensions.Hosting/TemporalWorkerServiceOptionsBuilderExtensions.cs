using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Extensions.Hosting;

/// <summary>Adds workflows and activities to a hosted worker.</summary>
public static class TemporalWorkerServiceOptionsBuilderExtensions
{
    /// <summary>Adds the activities of a class, made anew in the scope of each call.</summary>
    public static ITemporalWorkerServiceOptionsBuilder AddScopedActivities<T>(
        this ITemporalWorkerServiceOptionsBuilder builder) => builder.AddScopedActivities(typeof(T));

    /// <inheritdoc cref="AddScopedActivities{T}"/>
    public static ITemporalWorkerServiceOptionsBuilder AddScopedActivities(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        builder.Services.TryAddScoped(type);
        return builder.AddActivitiesFromServices(type);
    }

    /// <summary>Adds the activities of a class of which the host has one.</summary>
    public static ITemporalWorkerServiceOptionsBuilder AddSingletonActivities<T>(
        this ITemporalWorkerServiceOptionsBuilder builder) => builder.AddSingletonActivities(typeof(T));

    /// <inheritdoc cref="AddSingletonActivities{T}"/>
    public static ITemporalWorkerServiceOptionsBuilder AddSingletonActivities(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        builder.Services.TryAddSingleton(type);
        return builder.AddActivitiesFromServices(type);
    }

    /// <summary>Adds the activities of a class, made anew for each call.</summary>
    public static ITemporalWorkerServiceOptionsBuilder AddTransientActivities<T>(
        this ITemporalWorkerServiceOptionsBuilder builder) => builder.AddTransientActivities(typeof(T));

    /// <inheritdoc cref="AddTransientActivities{T}"/>
    public static ITemporalWorkerServiceOptionsBuilder AddTransientActivities(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        builder.Services.TryAddTransient(type);
        return builder.AddActivitiesFromServices(type);
    }

    /// <summary>Adds the static activities of a class.</summary>
    public static ITemporalWorkerServiceOptionsBuilder AddStaticActivities<T>(
        this ITemporalWorkerServiceOptionsBuilder builder) => builder.AddStaticActivities(typeof(T));

    /// <inheritdoc cref="AddStaticActivities{T}"/>
    public static ITemporalWorkerServiceOptionsBuilder AddStaticActivities(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type) =>
        builder.ConfigureOptions(options => AddAll(options, ActivityDefinition.CreateAll(type, null)));

    /// <summary>Adds the activities of an object.</summary>
    public static ITemporalWorkerServiceOptionsBuilder AddActivitiesInstance<T>(
        this ITemporalWorkerServiceOptionsBuilder builder, T instance)
        where T : notnull => builder.AddActivitiesInstance(typeof(T), instance);

    /// <inheritdoc cref="AddActivitiesInstance{T}"/>
    public static ITemporalWorkerServiceOptionsBuilder AddActivitiesInstance(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type, object instance) =>
        builder.ConfigureOptions(options => AddAll(options, ActivityDefinition.CreateAll(type, instance)));

    /// <summary>Adds a workflow.</summary>
    public static ITemporalWorkerServiceOptionsBuilder AddWorkflow<T>(
        this ITemporalWorkerServiceOptionsBuilder builder) => builder.AddWorkflow(typeof(T));

    /// <inheritdoc cref="AddWorkflow{T}"/>
    public static ITemporalWorkerServiceOptionsBuilder AddWorkflow(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type) =>
        builder.ConfigureOptions(options => options.Workflows.Add(WorkflowDefinition.Create(type)));

    /// <summary>The options of the worker, for whatever else .NET can do with options.</summary>
    /// <param name="builder">The worker.</param>
    /// <param name="disallowDuplicates">Whether to refuse a second worker of the same task queue and build id.</param>
    /// <exception cref="InvalidOperationException">There is one already.</exception>
    public static OptionsBuilder<TemporalWorkerServiceOptions> ConfigureOptions(
        this ITemporalWorkerServiceOptionsBuilder builder, bool disallowDuplicates = false)
    {
        var name = TemporalWorkerServiceOptionsBuilder.OptionsName(builder.TaskQueue, builder.BuildId);
        var isKnown = builder.Services.Any(service =>
            service.ImplementationInstance is ConfigureNamedOptions<TemporalWorkerServiceOptions> existing
            && existing.Name == name);
        return disallowDuplicates && isKnown
            ? throw new InvalidOperationException(
                $"A worker of task queue {builder.TaskQueue} and build id {builder.BuildId ?? "<none>"} was added before.")
            : builder.Services.AddOptions<TemporalWorkerServiceOptions>(name);
    }

    /// <summary>Sets options of the worker.</summary>
    /// <inheritdoc cref="ConfigureOptions(ITemporalWorkerServiceOptionsBuilder, bool)"/>
    public static ITemporalWorkerServiceOptionsBuilder ConfigureOptions(
        this ITemporalWorkerServiceOptionsBuilder builder,
        Action<TemporalWorkerServiceOptions> configure,
        bool disallowDuplicates = false)
    {
        builder.ConfigureOptions(disallowDuplicates).Configure(configure);
        return builder;
    }

    private static ITemporalWorkerServiceOptionsBuilder AddActivitiesFromServices(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        builder.ConfigureOptions().Configure<IServiceProvider>((options, provider) =>
            AddAll(options, provider.CreateTemporalActivityDefinitions(type)));
        return builder;
    }

    private static void AddAll(TemporalWorkerServiceOptions options, IEnumerable<ActivityDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            options.Activities.Add(definition);
        }
    }
}
