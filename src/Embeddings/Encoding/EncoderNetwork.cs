using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Notify.Embeddings.Encoding;

/// <summary>The neural network: token ids of one text to its unit vector. Safe for concurrent use.</summary>
internal sealed class EncoderNetwork : IDisposable
{
    private static readonly string[] KnownInputs = ["input_ids", "attention_mask", "token_type_ids"];

    private readonly InferenceSession session;
    private readonly RunOptions runOptions = new();
    private readonly string[] inputs;
    private readonly string[] outputs;
    private readonly string path;

    /// <exception cref="EncoderModelException">The file is no model, or not shaped like an encoder.</exception>
    public EncoderNetwork(string path)
    {
        this.path = path;
        session = Open(path);
        try
        {
            inputs = [.. session.InputMetadata.Keys];
            if (!inputs.Contains("input_ids") || inputs.Except(KnownInputs).Any())
            {
                throw new EncoderModelException($"'{path}' takes {string.Join(", ", inputs)}; an encoder takes {string.Join(", ", KnownInputs)}.");
            }

            outputs = [session.OutputMetadata.ContainsKey("last_hidden_state") ? "last_hidden_state" : session.OutputMetadata.Keys.First()];
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Mean of the token vectors, L2-normalised.</summary>
    /// <param name="tokens">At least the two special tokens.</param>
    /// <param name="destination">As many numbers as the model has dimensions.</param>
    /// <exception cref="EncoderModelException">The model yields another shape, or no finite vector.</exception>
    public void Encode(IReadOnlyList<int> tokens, Span<float> destination)
    {
        var shape = new long[] { 1, tokens.Count };
        var values = Array.ConvertAll(inputs, name => OrtValue.CreateTensorValueFromMemory(Input(name, tokens), shape));
        try
        {
            using var results = session.Run(runOptions, inputs, values, outputs);
            var info = results[0].GetTensorTypeAndShape();
            CheckShape(info, tokens.Count, destination.Length);
            MeanPooling.Pool(results[0].GetTensorDataAsSpan<float>(), destination);
        }
        finally
        {
            Array.ForEach(values, value => value.Dispose());
        }

        var norm = TensorPrimitives.Norm<float>(destination);
        if (!float.IsFinite(norm) || norm == 0)
        {
            throw new EncoderModelException($"'{path}' yields a vector of norm {norm} for a text of {tokens.Count} tokens; the model is damaged.");
        }

        TensorPrimitives.Divide(destination, norm, destination);
    }

    public void Dispose()
    {
        session.Dispose();
        runOptions.Dispose();
    }

    private static InferenceSession Open(string path)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new EncoderModelException($"'{path}' cannot be loaded: {error.Message}", error);
        }
    }

    private static long[] Input(string name, IReadOnlyList<int> tokens)
    {
        var values = new long[tokens.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = name switch { "input_ids" => tokens[i], "attention_mask" => 1, _ => 0 };
        }

        return values;
    }

    private void CheckShape(OrtTensorTypeAndShapeInfo info, int tokens, int dimensions)
    {
        var tokenVectors = info.Shape is [1, var rows, var columns] && rows == tokens && columns == dimensions;
        var pooled = info.Shape is [1, var width] && width == dimensions;
        if (info.ElementDataType != TensorElementType.Float || !(tokenVectors || pooled))
        {
            throw new EncoderModelException(
                $"'{path}' yields {info.ElementDataType} [{string.Join(", ", info.Shape)}] for {tokens} tokens; needed is Float [1, {tokens}, {dimensions}] or [1, {dimensions}].");
        }
    }
}
