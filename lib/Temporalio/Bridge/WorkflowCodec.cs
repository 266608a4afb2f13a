using Coresdk.WorkflowActivation;
using Coresdk.WorkflowCompletion;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Bridge;

/// <summary>
/// Applies a codec to every payload that crosses between the workflow's code and the server, except search
/// attributes, which the server reads.
/// </summary>
internal static class WorkflowCodec
{
    /// <summary>A decoded copy; the activation may share parts with the history, which must not change.</summary>
    public static async Task<WorkflowActivation> DecodeAsync(IPayloadCodec codec, WorkflowActivation activation)
    {
        var copy = activation.Clone();
        await ApplyAsync(copy, codec.DecodeAsync).ConfigureAwait(false);
        return copy;
    }

    /// <summary>Encodes in place: the completion was just made. What it passes on of others is copied first.</summary>
    public static Task EncodeAsync(IPayloadCodec codec, Success completion)
    {
        for (var i = 0; i < completion.Commands.Count; i++)
        {
            completion.Commands[i] = completion.Commands[i].Clone();
        }

        return ApplyAsync(completion, codec.EncodeAsync);
    }

    private static async Task ApplyAsync(
        IMessage message, Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> apply)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.FieldType != Google.Protobuf.Reflection.FieldType.Message
                || (field.HasPresence && !field.Accessor.HasValue(message)))
            {
                continue;
            }

            switch (field.Accessor.GetValue(message))
            {
                case SearchAttributes:
                    break;
                case Payload single:
                    field.Accessor.SetValue(message, (await apply([single]).ConfigureAwait(false)).Single());
                    break;
                case RepeatedField<Payload> many when many.Count > 0:
                    var applied = await apply([.. many]).ConfigureAwait(false);
                    many.Clear();
                    many.AddRange(applied);
                    break;
                case MapField<string, Payload> map:
                    foreach (var (key, payload) in map.ToList())
                    {
                        map[key] = (await apply([payload]).ConfigureAwait(false)).Single();
                    }

                    break;
                case IMessage nested:
                    await ApplyAsync(nested, apply).ConfigureAwait(false);
                    break;
                case System.Collections.IEnumerable list:
                    foreach (var item in list.OfType<IMessage>())
                    {
                        await ApplyAsync(item, apply).ConfigureAwait(false);
                    }

                    break;
            }
        }
    }
}
