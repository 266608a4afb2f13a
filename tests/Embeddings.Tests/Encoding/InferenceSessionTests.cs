using Microsoft.ML.OnnxRuntime;

namespace Notify.Embeddings.Tests.Encoding;

public sealed class InferenceSessionTests
{
    private static readonly string[] Inputs = ["input_ids"];
    private static readonly string[] Outputs = ["last_hidden_state"];

    [Fact]
    public void Run_BatchOfTokens_YieldsAVectorForEach()
    {
        using var session = Open();
        using var options = new RunOptions();
        using var ids = OrtValue.CreateTensorValueFromMemory(new long[] { 1, 2, 3, 4, 5, 6 }, [2, 3]);

        using var results = session.Run(options, Inputs, [ids], Outputs);

        Assert.Equal([2, 3, 384], Assert.Single(results).GetTensorTypeAndShape().Shape);
        Assert.Equal(2 * 3 * 384, results[0].GetTensorDataAsSpan<float>().Length);
    }

    [Fact]
    public void Run_TwoTextsTogether_DifferFromEachAlone()
    {
        using var session = Open();

        var together = Run(session, [1, 2, 3, 4], [2, 2]);
        var alone = Run(session, [1, 2], [1, 2]);

        // Why TextEncoder encodes one text at a time: dynamic quantisation takes its scale from the whole batch
        Assert.NotEqual(alone, together[..alone.Length]);
    }

    [Fact]
    public void Metadata_OfTheModel_NamesInputsAndOutputs()
    {
        using var session = Open();

        Assert.Equal(["input_ids", "attention_mask"], session.InputNames);
        Assert.Equal(Outputs, session.OutputMetadata.Keys);
    }

    [Fact]
    public void Run_UnknownNameOrMissingValue_IsRefused()
    {
        using var session = Open();
        using var options = new RunOptions();
        using var ids = OrtValue.CreateTensorValueFromMemory(new long[] { 1 }, [1, 1]);

        Assert.Contains("pixels", Assert.Throws<OnnxRuntimeException>(() => session.Run(options, ["pixels"], [ids], Outputs)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => session.Run(options, Inputs, [], Outputs));
    }

    [Fact]
    public void Run_Disposed_IsRefused()
    {
        var session = Open();
        using var options = new RunOptions();
        var ids = OrtValue.CreateTensorValueFromMemory(new long[] { 1 }, [1, 1]);

        ids.Dispose();
        ids.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Run(options, Inputs, [ids], Outputs));
        session.Dispose();
        using var other = OrtValue.CreateTensorValueFromMemory(new long[] { 1 }, [1, 1]);
        Assert.Throws<ObjectDisposedException>(() => session.Run(options, Inputs, [other], Outputs));
    }

    [Fact]
    public void CreateTensor_ShapeLargerThanMemoryOrUnknownType_IsRefused()
    {
        Assert.Contains("needs 6", Assert.Throws<OnnxRuntimeException>(() => OrtValue.CreateTensorValueFromMemory(new long[5], [2, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<OnnxRuntimeException>(() => OrtValue.CreateTensorValueFromMemory(new decimal[1], [1]));
    }

    [Fact]
    public void GetTensorData_AsAnotherType_IsRefused()
    {
        using var ids = OrtValue.CreateTensorValueFromMemory(new long[] { 1 }, [1]);

        Assert.Throws<OnnxRuntimeException>(() => ids.GetTensorDataAsSpan<float>().Length);
    }

    private static InferenceSession Open()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        return new InferenceSession(TinyModel.Create(10, inputs: ["input_ids", "attention_mask"]), options);
    }

    private static float[] Run(InferenceSession session, long[] ids, long[] shape)
    {
        using var options = new RunOptions();
        using var value = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var results = session.Run(options, Inputs, [value], Outputs);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
