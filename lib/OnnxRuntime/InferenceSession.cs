using Microsoft.ML.OnnxRuntime.Interop;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A loaded model. Runs may be concurrent.</summary>
public sealed class InferenceSession : IDisposable
{
    private readonly OrtHandle handle;
    private readonly NameTable inputTable;
    private readonly NameTable outputTable;

    /// <param name="modelPath">An .onnx file.</param>
    /// <param name="options">May be disposed once the session exists.</param>
    /// <exception cref="OnnxRuntimeException">The file is missing or no model.</exception>
    public InferenceSession(string modelPath, SessionOptions options)
        : this(Open(modelPath, options))
    {
    }

    /// <param name="model">The bytes of an .onnx file.</param>
    /// <param name="options">May be disposed once the session exists.</param>
    /// <exception cref="OnnxRuntimeException">The bytes are no model.</exception>
    public InferenceSession(byte[] model, SessionOptions options)
        : this(Open(model, options))
    {
    }

    private InferenceSession(OrtHandle handle)
    {
        this.handle = handle;
        InputNames = SessionNames.Read(handle, OrtFunction.SessionGetInputCount, OrtFunction.SessionGetInputName);
        OutputNames = SessionNames.Read(handle, OrtFunction.SessionGetOutputCount, OrtFunction.SessionGetOutputName);
        inputTable = new NameTable(InputNames, "input");
        outputTable = new NameTable(OutputNames, "output");
        InputMetadata = InputNames.ToDictionary(name => name, _ => new NodeMetadata(), StringComparer.Ordinal);
        OutputMetadata = OutputNames.ToDictionary(name => name, _ => new NodeMetadata(), StringComparer.Ordinal);
    }

    /// <summary>In the model's order.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>In the model's order.</summary>
    public IReadOnlyList<string> OutputNames { get; }

    /// <summary>By input name.</summary>
    public IReadOnlyDictionary<string, NodeMetadata> InputMetadata { get; }

    /// <summary>By output name.</summary>
    public IReadOnlyDictionary<string, NodeMetadata> OutputMetadata { get; }

    /// <summary>Computes outputs from inputs.</summary>
    /// <param name="runOptions">Options of this run.</param>
    /// <param name="inputNames">Names of the inputs given.</param>
    /// <param name="inputValues">In the order of <paramref name="inputNames"/>.</param>
    /// <param name="outputNames">Names of the outputs asked for.</param>
    /// <returns>In the order of <paramref name="outputNames"/>; dispose it.</returns>
    /// <exception cref="ArgumentException">As many values as names are needed.</exception>
    /// <exception cref="OnnxRuntimeException">A name the model lacks, or a value of the wrong type or shape.</exception>
    public unsafe IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions runOptions, IReadOnlyCollection<string> inputNames, IReadOnlyCollection<OrtValue> inputValues, IReadOnlyCollection<string> outputNames)
    {
        if (inputNames.Count != inputValues.Count)
        {
            throw new ArgumentException($"{inputNames.Count} input names came with {inputValues.Count} values.", nameof(inputValues));
        }

        var names = inputTable.Addresses(inputNames);
        var wanted = outputTable.Addresses(outputNames);
        using var inputs = new PinnedValues(inputValues);
        var outputs = new nint[outputNames.Count];
        using var session = new HandleUse(handle);
        fixed (nint* inputName = names, input = inputs.Pointers, outputName = wanted, output = outputs)
        {
            OrtApi.Check(((delegate* unmanaged[Cdecl]<void*, void*, nint*, nint*, nuint, nint*, nuint, nint*, void*>)OrtApi.At(OrtFunction.Run))(
                session.Pointer, null, inputName, input, (nuint)inputNames.Count, outputName, (nuint)outputs.Length, output));
        }

        GC.KeepAlive(this);
        var results = new OrtValueList(outputs.Length);
        foreach (var output in outputs)
        {
            results.Add(new OrtValue(new OrtHandle((void*)output, OrtFunction.ReleaseValue)));
        }

        return results;
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private static unsafe OrtHandle Open(string modelPath, SessionOptions options)
    {
        void* session;
        using var settings = new HandleUse(options.Handle);
        fixed (byte* path = OrtApi.Path(modelPath))
        {
            OrtApi.Check(((delegate* unmanaged[Cdecl]<void*, byte*, void*, void**, void*>)OrtApi.At(OrtFunction.CreateSession))(
                OrtApi.Environment, path, settings.Pointer, &session));
        }

        return new OrtHandle(session, OrtFunction.ReleaseSession);
    }

    private static unsafe OrtHandle Open(byte[] model, SessionOptions options)
    {
        void* session;
        using var settings = new HandleUse(options.Handle);
        fixed (byte* bytes = model)
        {
            OrtApi.Check(((delegate* unmanaged[Cdecl]<void*, void*, nuint, void*, void**, void*>)OrtApi.At(OrtFunction.CreateSessionFromArray))(
                OrtApi.Environment, bytes, (nuint)model.Length, settings.Pointer, &session));
        }

        return new OrtHandle(session, OrtFunction.ReleaseSession);
    }
}
