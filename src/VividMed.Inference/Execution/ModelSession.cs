using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace VividMed.Inference;

/// <summary>An ONNX Runtime session that checks itself against its manifest. Runs may overlap; disposal waits for them.</summary>
internal sealed class ModelSession : IDisposable
{
    private readonly ModelManifest _manifest;
    private readonly InferenceSession _session;
    private readonly ReaderWriterLockSlim _use = new();
    private bool _closed;

    private ModelSession(ModelManifest manifest, InferenceSession session, ExecutionProvider provider, string? fallbackReason)
    {
        _manifest = manifest;
        _session = session;
        Provider = provider;
        FallbackReason = fallbackReason;
    }

    public ExecutionProvider Provider { get; }

    public string? FallbackReason { get; }

    public static ModelSession Open(ModelManifest manifest, ExecutionOptions options)
    {
        using var settings = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = options.Threads ?? Environment.ProcessorCount,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        // Idle threads that spin would take the processors from the activities beside this one.
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            var (provider, reason) = ProviderSelection.Apply(settings, manifest, options);
            return new ModelSession(manifest, new InferenceSession(manifest.PathOf(manifest.Model), settings), provider, reason);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException("model-unreadable", $"model {manifest.Id} does not load: {error.Message}", error);
        }
    }

    /// <summary>Refuses a graph whose input differs from what the manifest promises. A dimension of -1 is free; a free one in the graph fits any.</summary>
    public void ExpectInput(string role, TensorElementType type, params ReadOnlySpan<int> shape) =>
        Expect("input", _session.InputMetadata, _manifest.Inputs[role], type, shape);

    public void ExpectOutput(string role, TensorElementType type, params ReadOnlySpan<int> shape) =>
        Expect("output", _session.OutputMetadata, _manifest.Outputs[role], type, shape);

    /// <summary>Refuses a graph with inputs that the manifest does not feed.</summary>
    public void ExpectNoOtherInputs()
    {
        foreach (var name in _session.InputMetadata.Keys.Where(name => !_manifest.Inputs.Values.Contains(name)))
        {
            throw new ModelException("tensor-unknown", $"model {_manifest.Id} has the input {name}, which its manifest gives no role");
        }
    }

    /// <summary>Runs the model once and hands its outputs to <paramref name="read"/>, in the order of <paramref name="outputRoles"/>; they are gone afterwards.</summary>
    public void Run(IReadOnlyList<(string Role, OrtValue Value)> inputs, IReadOnlyList<string> outputRoles, Action<IReadOnlyList<OrtValue>> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _use.EnterReadLock();
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            using var run = new RunOptions();
            using var stop = cancellation.Register(() => run.Terminate = true);
            using var outputs = _session.Run(
                run,
                [.. inputs.Select(input => _manifest.Inputs[input.Role])],
                [.. inputs.Select(static input => input.Value)],
                [.. outputRoles.Select(role => _manifest.Outputs[role])]);
            read([.. outputs]);
        }
        catch (OnnxRuntimeException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException("run-failed", $"model {_manifest.Id} failed: {error.Message}", error);
        }
        finally
        {
            _use.ExitReadLock();
        }
    }

    public void Dispose()
    {
        _use.EnterWriteLock();
        try
        {
            if (_closed) return;
            _closed = true;
            _session.Dispose();
        }
        finally
        {
            _use.ExitWriteLock();
        }
    }

    private void Expect(string direction, IReadOnlyDictionary<string, NodeMetadata> nodes, string name, TensorElementType type, ReadOnlySpan<int> shape)
    {
        if (!nodes.TryGetValue(name, out var node))
        {
            throw new ModelException("tensor-missing", $"model {_manifest.Id} has no {direction} {name}; it has {string.Join(", ", nodes.Keys)}");
        }

        if (node.ElementDataType != type)
        {
            throw new ModelException("tensor-type", $"the {direction} {name} of model {_manifest.Id} is {node.ElementDataType}, not {type}");
        }

        if (!Fits(node.Dimensions, shape))
        {
            throw new ModelException("tensor-shape", $"the {direction} {name} of model {_manifest.Id} has the shape {Text(node.Dimensions)}, but the manifest needs {Text(shape)}");
        }
    }

    private static bool Fits(ReadOnlySpan<int> graph, ReadOnlySpan<int> wanted)
    {
        if (graph.Length != wanted.Length) return false;
        for (var i = 0; i < graph.Length; i++)
        {
            if (graph[i] >= 0 && wanted[i] >= 0 && graph[i] != wanted[i]) return false;
        }

        return true;
    }

    private static string Text(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray().Select(static n => n < 0 ? "?" : n.ToString()))}]";
}
