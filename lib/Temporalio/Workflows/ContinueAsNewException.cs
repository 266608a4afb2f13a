namespace Temporalio.Workflows;

/// <summary>Ends this run and begins the next; made by <c>Workflow.CreateContinueAsNewException</c>, thrown by the workflow.</summary>
public class ContinueAsNewException : Exception
{
    internal ContinueAsNewException(string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options)
        : base("Workflow continued as new")
    {
        Workflow = workflow;
        Args = args;
        Options = options;
    }

    internal string Workflow { get; }

    internal IReadOnlyCollection<object?> Args { get; }

    internal ContinueAsNewOptions? Options { get; }
}
