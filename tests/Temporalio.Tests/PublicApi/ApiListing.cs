using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Temporalio.Tests.PublicApi;

/// <summary>What an assembly offers to others, one line for each type and member, sorted.</summary>
internal static class ApiListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) =>
    [
        .. assembly.GetExportedTypes().SelectMany(type => MembersOf(type).Prepend(DeclarationOf(type))).Distinct().Order(StringComparer.Ordinal),
    ];

    private static string DeclarationOf(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var bases = type.IsEnum || kind is "delegate" ? [] : BasesOf(type).Select(ApiNames.Of).ToArray();
        return $"{ApiNames.Of(type)} : {kind}{(bases.Length > 0 ? $" {string.Join(", ", bases)}" : "")}";
    }

    private static IEnumerable<Type> BasesOf(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            yield return parent;
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        foreach (var contract in type.GetInterfaces().Except(inherited).Where(contract => contract.IsVisible).OrderBy(ApiNames.Of, StringComparer.Ordinal))
        {
            yield return contract;
        }
    }

    private static IEnumerable<string> MembersOf(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [MethodLine(type, type.GetMethod("Invoke")!)];
        }

        return type.GetFields(Declared).Where(field => IsSeen(field) && !field.IsSpecialName).Select(field => FieldLine(type, field))
            .Concat(type.GetConstructors(Declared).Where(IsSeen).Select(constructor => $"{ApiNames.Of(type)}.{type.Name}({ApiNames.Of(constructor.GetParameters())})"))
            .Concat(type.GetProperties(Declared).Where(IsSeen).Select(property => PropertyLine(type, property)))
            .Concat(type.GetEvents(Declared).Where(step => step.AddMethod is { } add && IsSeen(add)).Select(step => $"event {ApiNames.Of(type)}.{step.Name} -> {ApiNames.Of(step.EventHandlerType!)}"))
            .Concat(type.GetMethods(Declared).Where(IsSeenMethod).Select(method => MethodLine(type, method)));
    }

    private static string FieldLine(Type type, FieldInfo field) => field.IsLiteral
        ? string.Create(CultureInfo.InvariantCulture, $"const {ApiNames.Of(type)}.{field.Name} = {field.GetRawConstantValue() ?? "null"}")
        : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{ApiNames.Of(type)}.{field.Name} -> {ApiNames.Of(field.FieldType)}";

    private static string PropertyLine(Type type, PropertyInfo property)
    {
        var setter = property.SetMethod is { } set && IsSeen(set)
            ? set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        var getter = property.GetMethod is { } get && IsSeen(get) ? " get;" : "";
        var isStatic = (property.GetMethod ?? property.SetMethod)!.IsStatic;
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{ApiNames.Of(parameters)}]" : "";
        return $"{(isStatic ? "static " : "")}{ModifierOf(property.GetMethod ?? property.SetMethod!)}{ApiNames.Of(type)}.{property.Name}{index} {{{getter}{setter} }} -> {ApiNames.Of(property)}";
    }

    private static string MethodLine(Type type, MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        return $"{(method.IsStatic ? "static " : "")}{ModifierOf(method)}{ApiNames.Of(type)}.{method.Name}{generic}({ApiNames.Of(method.GetParameters())}) -> {ApiNames.Of(method.ReturnParameter)}";
    }

    private static string ModifierOf(MethodInfo method) => method switch
    {
        { DeclaringType.IsInterface: true } => "",
        { IsAbstract: true } => "abstract ",
        _ when method.GetBaseDefinition() != method => "override ",
        { IsVirtual: true, IsFinal: false } => "virtual ",
        _ => "",
    };

    private static bool IsSeenMethod(MethodInfo method) =>
        IsSeen(method)
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && !method.IsDefined(typeof(CompilerGeneratedAttribute));

    // What records get by themselves is no part that anyone wrote
    private static bool IsSeen(PropertyInfo property) =>
        (property.GetMethod is { } get && IsSeen(get) && property.Name != "EqualityContract") || (property.SetMethod is { } set && IsSeen(set));

    private static bool IsSeen(MethodBase method) => method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    private static bool IsSeen(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;
}
