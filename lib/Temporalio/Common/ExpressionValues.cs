using System.Collections.ObjectModel;
using System.Linq.Expressions;
using System.Reflection;

namespace Temporalio.Common;

/// <summary>
/// Evaluates the arguments of a call written as an expression. Captured variables, constants and plain construction
/// are read by reflection, which costs well under a microsecond; compiling the same expression costs a hundred times
/// that. What is left over is interpreted.
/// </summary>
internal static class ExpressionValues
{
    internal static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression member => ReadMember(member),
        UnaryExpression { NodeType: ExpressionType.Convert } conversion when IsReferenceOrBoxing(conversion) =>
            Evaluate(conversion.Operand),
        NewExpression { Constructor: { } constructor } creation => constructor.Invoke(
            BindingFlags.DoNotWrapExceptions, null, EvaluateAll(creation.Arguments), null),
        NewArrayExpression { NodeType: ExpressionType.NewArrayInit } array => NewArray(array),
        MethodCallExpression call => Call(call),
        _ => Interpret(expression),
    };

    private static object? ReadMember(MemberExpression member)
    {
        var target = member.Expression is null ? null : Evaluate(member.Expression);
        if (target is null && member.Expression is not null)
        {
            // A null dereference, or a nullable value type's HasValue: leave the semantics to the interpreter
            return Interpret(member);
        }

        return member.Member switch
        {
            FieldInfo field => field.GetValue(target),
            PropertyInfo { GetMethod: { } getter } => getter.Invoke(
                target, BindingFlags.DoNotWrapExceptions, null, null, null),
            _ => Interpret(member),
        };
    }

    private static object? Call(MethodCallExpression call)
    {
        var target = call.Object is null ? null : Evaluate(call.Object);
        return (target is null && call.Object is not null) || HasByRefLike(call)
            ? Interpret(call)
            : call.Method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, EvaluateAll(call.Arguments), null);
    }

    private static bool HasByRefLike(MethodCallExpression call) =>
        call.Method.ReturnType.IsByRefLike
        || call.Method.GetParameters().Any(p => p.ParameterType.IsByRef || p.ParameterType.IsByRefLike);

    private static Array NewArray(NewArrayExpression expression)
    {
        var array = Array.CreateInstance(expression.Type.GetElementType()!, expression.Expressions.Count);
        for (var i = 0; i < array.Length; i++)
        {
            array.SetValue(Evaluate(expression.Expressions[i]), i);
        }

        return array;
    }

    private static bool IsReferenceOrBoxing(UnaryExpression conversion) =>
        conversion.Method is null
        && (conversion.Type.IsAssignableFrom(conversion.Operand.Type)
            || Nullable.GetUnderlyingType(conversion.Type) == conversion.Operand.Type);

    private static object?[] EvaluateAll(ReadOnlyCollection<Expression> expressions)
    {
        var values = new object?[expressions.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Evaluate(expressions[i]);
        }

        return values;
    }

    private static object? Interpret(Expression expression) =>
        Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object)))
            .Compile(preferInterpretation: true)();
}
