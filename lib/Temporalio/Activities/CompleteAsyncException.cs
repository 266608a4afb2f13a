namespace Temporalio.Activities;

/// <summary>Thrown by an activity that something else will complete, by <c>AsyncActivityHandle</c>.</summary>
public class CompleteAsyncException : Exception
{
    /// <summary>Ends the method without ending the activity.</summary>
    public CompleteAsyncException()
        : base("The activity will be completed from elsewhere")
    {
    }
}
