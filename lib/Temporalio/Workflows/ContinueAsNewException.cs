using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Workflows;

/// <summary>Ends this run and begins the next; made by <c>Workflow.CreateContinueAsNewException</c>, thrown by the workflow.</summary>
public class ContinueAsNewException : TemporalException
{
    internal ContinueAsNewException(CreateContinueAsNewExceptionInput input)
        : base("Workflow continued as new") => Input = input;

    /// <summary>What the next run is to be.</summary>
    public CreateContinueAsNewExceptionInput Input { get; }
}
