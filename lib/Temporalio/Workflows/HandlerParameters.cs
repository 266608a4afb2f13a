using System.Reflection;
using Google.Protobuf.Collections;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>Turns the payloads of a call into the arguments of the method that answers it.</summary>
internal static class HandlerParameters
{
    /// <summary>Arguments for the method's parameters; missing ones take their defaults, surplus payloads are ignored.</summary>
    /// <exception cref="ArgumentException">A parameter without default has no payload.</exception>
    public static object?[] Decode(IPayloadConverter converter, ParameterInfo[] parameters, IReadOnlyList<Payload> payloads)
    {
        var arguments = parameters.Length == 0 ? [] : new object?[parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = parameters[i];
            if (i < payloads.Count)
            {
                arguments[i] = Decode(converter, payloads[i], parameter.ParameterType);
            }
            else if (parameter.HasDefaultValue)
            {
                arguments[i] = parameter.DefaultValue;
            }
            else
            {
                throw new ArgumentException(
                    $"{parameter.Member.DeclaringType}.{parameter.Member.Name} needs {parameters.Length} arguments, but the call has {payloads.Count}.");
            }
        }

        return arguments;
    }

    /// <summary>The one value of a result; nothing for <see cref="NoResult"/>.</summary>
    public static TResult Decode<TResult>(IPayloadConverter converter, Payload? payload)
    {
        if (typeof(TResult) == typeof(NoResult))
        {
            return default!;
        }

        return payload is null ? default! : (TResult)Decode(converter, payload, typeof(TResult))!;
    }

    /// <summary>The payloads of a dynamic handler, left as they are.</summary>
    public static IRawValue[] Raw(RepeatedField<Payload> payloads) => [.. payloads.Select(payload => new RawValue(payload))];

    private static object? Decode(IPayloadConverter converter, Payload payload, Type type) =>
        type == typeof(IRawValue) || type == typeof(RawValue) ? new RawValue(payload) : converter.ToValue(payload, type);
}
