using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.Primitives;

namespace TemporalServer.Http.Json;

/// <summary>
/// Query parameters. Those that name no field of the request are left alone: the web UI sends the same ones to routes
/// that differ in what they take.
/// </summary>
internal static class QueryParameter
{
    private const string Execution = "execution.";

    // The web UI names the run it shows so even where the field has another name; without it, a click on an
    // old run's page would end the latest one
    private const string ExecutionElsewhere = "workflow_execution.";

    /// <summary>Sets a request's field; an empty value leaves it.</summary>
    public static void Apply(IMessage request, string name, StringValues values)
    {
        if (StringValues.IsNullOrEmpty(values))
        {
            return;
        }

        var found = FieldText.TryFind(request, name, out var holder, out var field)
            || (name.StartsWith(Execution, StringComparison.Ordinal)
                && FieldText.TryFind(request, ExecutionElsewhere + name[Execution.Length..], out holder, out field));
        if (!found || field!.IsMap)
        {
            return;
        }

        var path = FieldPath.Of(null, name);
        if (field.IsRepeated)
        {
            var list = (IList)field.Accessor.GetValue(holder);
            foreach (var value in values)
            {
                list.Add(Value(field, value!, path));
            }
        }
        else if (values[^1] is { Length: > 0 } value)
        {
            field.Accessor.SetValue(holder, Value(field, value, path));
        }
    }

    private static object Value(FieldDescriptor field, string text, FieldPath path) => field.FieldType == FieldType.Message
        ? WellKnownJson.ParseText(field, text, path)
        : ScalarText.Parse(field, text, path);
}
