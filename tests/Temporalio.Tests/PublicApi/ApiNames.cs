using System.Globalization;
using System.Reflection;

namespace Temporalio.Tests.PublicApi;

/// <summary>Names of types and parameters as C# writes them, with what may be null marked.</summary>
internal static class ApiNames
{
    public static string Of(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsByRef)
        {
            return $"ref {Of(type.GetElementType()!)}";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{Of(value)}?";
        }

        // A nested type repeats the arguments of those around it
        var outer = type.DeclaringType is { } declaring ? $"{Of(declaring)}." : $"{type.Namespace}.";
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0
            ? outer + type.Name
            : $"{outer}{type.Name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>";
    }

    public static string Of(IReadOnlyCollection<ParameterInfo> parameters) => string.Join(", ", parameters.Select(parameter =>
    {
        var spread = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var fallback = parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue)}" : "";
        return $"{spread}{Of(parameter)} {parameter.Name}{fallback}";
    }));

    public static string Of(ParameterInfo parameter) =>
        Of(parameter.ParameterType) + Mark(parameter.ParameterType, new NullabilityInfoContext().Create(parameter).ReadState);

    public static string Of(PropertyInfo property) =>
        Of(property.PropertyType) + Mark(property.PropertyType, new NullabilityInfoContext().Create(property).ReadState);

    private static string Mark(Type type, NullabilityState state) =>
        state == NullabilityState.Nullable && Nullable.GetUnderlyingType(type) is null ? "?" : "";

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
