namespace Temporalio.Activities;

/// <summary>Marks a method as an activity.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ActivityAttribute : Attribute
{
    /// <summary>The activity is named after its method, without <c>Async</c> if it returns a task.</summary>
    public ActivityAttribute()
    {
    }

    /// <param name="name">The activity's name.</param>
    public ActivityAttribute(string name) => Name = name;

    /// <summary>The name, or null for the default.</summary>
    public string? Name { get; }

    /// <summary>
    /// Whether it answers for every activity type without a handler of its own. The method then takes exactly one
    /// parameter, an array of <see cref="Converters.IRawValue"/>.
    /// </summary>
    public bool Dynamic { get; set; }
}
