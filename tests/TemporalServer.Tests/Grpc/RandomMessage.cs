using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace TemporalServer.Tests.Grpc;

/// <summary>Messages no client of good will sends: every field at random, with the values that break things more often than others.</summary>
internal sealed class RandomMessage(Random random)
{
    private const int MaxDepth = 5;

    private static readonly string[] Texts =
    [
        "", "default", "wf", "queue", "*", "a'; DROP TABLE executions; --", "\0", "\u202e\ud83d\ude00", new('x', 1001), new('(', 300), "%", "../../etc/passwd",
        "00000000-0000-8000-8000-000000000001", "not-a-uuid", "0 0 * * *", "@every 1s", "CRON_TZ=Mars/Olympus * * * * *", "WorkflowId = 'wf'", "-1",
    ];

    private static readonly long[] Numbers = [0, 1, -1, 2, 3, 100, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, 315_576_000_000, -62_135_596_800, 253_402_300_800];

    /// <param name="type">What to make.</param>
    /// <param name="namespace">What fields named namespace hold, mostly.</param>
    public IMessage Of(MessageDescriptor type, string @namespace) => Of(type, @namespace, 0);

    private IMessage Of(MessageDescriptor type, string @namespace, int depth)
    {
        var message = (IMessage)Activator.CreateInstance(type.ClrType)!;
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            var isWrapper = field.FieldType == FieldType.Message && !field.IsMap && field.MessageType.File.Name == "google/protobuf/wrappers.proto";
            if (random.Next(3) == 0 || isWrapper || (depth >= MaxDepth && field.FieldType == FieldType.Message))
            {
                continue;
            }

            if (field.IsMap)
            {
                FillMap(field, (IDictionary)field.Accessor.GetValue(message), @namespace, depth);
            }
            else if (field.IsRepeated)
            {
                var list = (IList)field.Accessor.GetValue(message);
                for (var count = random.Next(3); count > 0; count--)
                {
                    list.Add(Value(field, @namespace, depth));
                }
            }
            else
            {
                field.Accessor.SetValue(message, field.Name == "namespace" && random.Next(10) > 0 ? @namespace : Value(field, @namespace, depth));
            }
        }

        return message;
    }

    private void FillMap(FieldDescriptor field, IDictionary map, string @namespace, int depth)
    {
        var (key, value) = (field.MessageType.FindFieldByNumber(1), field.MessageType.FindFieldByNumber(2));
        for (var count = random.Next(3); count > 0; count--)
        {
            map[Value(key, @namespace, depth)] = Value(value, @namespace, depth);
        }
    }

    private object Value(FieldDescriptor field, string @namespace, int depth)
    {
        var number = Numbers[random.Next(Numbers.Length)];
        return field.FieldType switch
        {
            FieldType.String => Texts[random.Next(Texts.Length)],
            FieldType.Bytes => Bytes(),
            FieldType.Bool => random.Next(2) == 0,
            FieldType.Double => random.Next(3) == 0 ? double.NaN : number,
            FieldType.Float => random.Next(3) == 0 ? float.NaN : number,
            FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => number,
            FieldType.UInt64 or FieldType.Fixed64 => unchecked((ulong)number),
            FieldType.UInt32 or FieldType.Fixed32 => unchecked((uint)number),
            FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, random.Next(8) == 0 ? 999 : random.Next(6)),
            FieldType.Message => Of(field.MessageType, @namespace, depth + 1),
            _ => unchecked((int)number),
        };
    }

    private ByteString Bytes()
    {
        var bytes = new byte[random.Next(4) == 0 ? 3000 : random.Next(40)];
        random.NextBytes(bytes);
        return random.Next(3) == 0 ? ByteString.CopyFromUtf8("\"text\"") : ByteString.CopyFrom(bytes);
    }
}
