using System.Runtime.InteropServices;

namespace Notify.Embeddings.Tests.Encoding;

/// <summary>
/// A random encoder of one layer as ONNX bytes: embeddings, quantised dynamically over the whole tensor, plus what all tokens have in common.
/// It has what matters of a real one: shapes, names, and quantisation that would couple the texts of a batch.
/// </summary>
internal static class TinyModel
{
    private const int Float = 1;
    private const int Int64 = 7;

    public static byte[] Create(int vocabularySize, int dimensions = 384, string[]? inputs = null, float scale = 1)
    {
        var graph = new OnnxMessage()
            .Message(1, Node("Gather", ["weights", "input_ids"], ["embedded"]))
            .Message(1, Node("DynamicQuantizeLinear", ["embedded"], ["codes", "step", "zero"]))
            .Message(1, Node("DequantizeLinear", ["codes", "step", "zero"], ["coarse"]))
            .Message(1, Node("ReduceMean", ["coarse"], ["common"], Axis(1)))
            .Message(1, Node("Tanh", ["common"], ["context"]))
            .Message(1, Node("Add", ["coarse", "context"], ["last_hidden_state"]))
            .Text(2, "tiny")
            .Message(5, Weights(vocabularySize, dimensions, scale));
        foreach (var input in inputs ?? ["input_ids", "attention_mask", "token_type_ids"])
        {
            graph.Message(11, Value(input, Int64, "batch", "tokens"));
        }

        graph.Message(12, Value("last_hidden_state", Float, "batch", "tokens", "hidden"));
        return new OnnxMessage().Number(1, 8).Message(8, new OnnxMessage().Text(1, "").Number(2, 13)).Message(7, graph).ToArray();
    }

    private static OnnxMessage Node(string operation, string[] inputs, string[] outputs, OnnxMessage? attribute = null)
    {
        var node = new OnnxMessage();
        Array.ForEach(inputs, input => node.Text(1, input));
        Array.ForEach(outputs, output => node.Text(2, output));
        node.Text(4, operation);
        return attribute is null ? node : node.Message(5, attribute);
    }

    private static OnnxMessage Axis(int axis) => new OnnxMessage().Text(1, "axes").Number(8, axis).Number(20, 7);

    private static OnnxMessage Weights(int rows, int columns, float scale)
    {
        var random = new Random(1);
        var values = new float[rows * columns];
        for (var i = 0; i < values.Length; i++)
        {
            // Later words are larger, so that their presence coarsens the quantisation of the others
            values[i] = scale * (1 + (i / columns)) * ((float)random.NextDouble() - 0.5f);
        }

        return new OnnxMessage().Number(1, rows).Number(1, columns).Number(2, Float).Text(8, "weights").Bytes(9, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
    }

    private static OnnxMessage Value(string name, int type, params string[] extents)
    {
        var shape = new OnnxMessage();
        Array.ForEach(extents, extent => shape.Message(1, new OnnxMessage().Text(2, extent)));
        return new OnnxMessage().Text(1, name).Message(2, new OnnxMessage().Message(1, new OnnxMessage().Number(1, type).Message(2, shape)));
    }
}
