namespace Temporalio.Activities;

/// <summary>Marks a method as an activity.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ActivityAttribute : Attribute
{
    /// <summary>An activity named after its method, without <c>Async</c>.</summary>
    public ActivityAttribute()
    {
    }

    /// <summary>An activity with a name of its own.</summary>
    public ActivityAttribute(string name) => Name = name;

    /// <summary>Name of the activity; null takes it from the method.</summary>
    public string? Name { get; }

    /// <summary>Whether this activity handles every type that no other one does.</summary>
    public bool Dynamic { get; set; }
}
