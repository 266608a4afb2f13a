using Coresdk.WorkflowActivation;
using Coresdk.WorkflowCompletion;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using Failure = Temporalio.Api.Failure.V1.Failure;

namespace Temporalio.Bridge;

/// <summary>Leads a run's code through what its history asks for.</summary>
internal sealed class ActivationRunner(WorkflowTaskOptions options)
{
    /// <summary>Runs the code until neither history nor commands ask for more.</summary>
    /// <exception cref="WorkflowTaskFailure">The code failed, or ran without end.</exception>
    /// <exception cref="NondeterminismException">History and code do not agree.</exception>
    public async Task RunAsync(CachedRun run)
    {
        while (run.Machines.Next() is { } activation)
        {
            var completion = await ActivateAsync(run, activation).ConfigureAwait(false);
            run.Machines.Accept(completion.Commands);
        }
    }

    /// <summary>Runs the code once.</summary>
    /// <exception cref="WorkflowTaskFailure">The code failed, or ran without end.</exception>
    public async Task<Success> ActivateAsync(CachedRun run, WorkflowActivation activation)
    {
        if (options.Codec is { } codec)
        {
            activation = await WorkflowCodec.DecodeAsync(codec, activation).ConfigureAwait(false);
        }

        run.Activator ??= activation.Jobs.Count > 0 && activation.Jobs[0].InitializeWorkflow is { } init
            ? options.CreateActivator(init)
            : throw new InvalidOperationException($"Run {run.Identity.RunId} is not in memory and its history does not begin it.");
        var completion = await GuardAsync(run, activation).ConfigureAwait(false);
        if (completion.Failed is { } failed)
        {
            var cause = failed.ForceCause == WorkflowTaskFailedCause.Unspecified
                ? WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure
                : failed.ForceCause;
            // Cloned: a failure that passed through from elsewhere is shared
            var failure = failed.Failure_.Clone();
            await (options.Codec?.EncodeFailureAsync(failure) ?? Task.CompletedTask).ConfigureAwait(false);
            throw new WorkflowTaskFailure(cause, failure);
        }

        if (options.Codec is { } encoder)
        {
            await WorkflowCodec.EncodeAsync(encoder, completion.Successful).ConfigureAwait(false);
        }

        return completion.Successful;
    }

    private async Task<WorkflowActivationCompletion> GuardAsync(CachedRun run, WorkflowActivation activation)
    {
        var activator = run.Activator!;
        if (options.DeadlockTimeout is not { } timeout)
        {
            return activator.Activate(activation);
        }

        try
        {
            return await Task.Run(() => activator.Activate(activation)).WaitAsync(timeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new WorkflowTaskFailure(WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure, new Failure
            {
                Message = $"[TMPRL1101] Potential deadlock detected: workflow {run.Identity.WorkflowId} did not yield within {timeout.TotalSeconds} seconds",
                ApplicationFailureInfo = new() { Type = "DeadlockDetected" },
            });
        }
    }
}
