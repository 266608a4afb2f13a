using System.Linq.Expressions;
using System.Reflection;

namespace Temporalio.Common;

/// <summary>
/// Reads <c>wf => wf.RunAsync(input)</c> as data: which method is called, with which arguments. The object the method
/// is called on is not evaluated; there is none on the caller's side.
/// </summary>
internal static class ExpressionCalls
{
    /// <summary>The method and the values of its arguments.</summary>
    /// <exception cref="ArgumentException">The lambda's body is not one method call.</exception>
    internal static (MethodInfo Method, IReadOnlyCollection<object?> Args) Extract(LambdaExpression lambda)
    {
        if (StripConversions(lambda.Body) is not MethodCallExpression call)
        {
            throw new ArgumentException($"Must be a single method call, like (x) => x.Method(argument), not: {lambda}");
        }

        if (lambda.Parameters.Count == 1
            && (call.Object is null || StripConversions(call.Object) != lambda.Parameters[0]))
        {
            throw new ArgumentException($"Must call a method of the lambda's own parameter: {lambda}");
        }

        var args = new object?[call.Arguments.Count];
        for (var i = 0; i < args.Length; i++)
        {
            args[i] = ExpressionValues.Evaluate(call.Arguments[i]);
        }

        return (call.Method, args);
    }

    /// <summary>The property a lambda reads, or null when it does something else.</summary>
    internal static PropertyInfo? ExtractProperty(LambdaExpression lambda) =>
        StripConversions(lambda.Body) is MemberExpression { Member: PropertyInfo property } ? property : null;

    private static Expression StripConversions(Expression expression)
    {
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.TypeAs } conversion)
        {
            expression = conversion.Operand;
        }

        return expression;
    }
}
