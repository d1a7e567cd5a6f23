using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Execution;

/// <summary>
/// An ONNX Runtime session that checks itself against its manifest. Runs may overlap; disposal waits for them and for their outputs.
/// </summary>
internal sealed class ModelSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly SessionLeases _leases = new();
    private readonly BoundMemory? _bound;
    private long _runs;
    private long _items;
    private long _busy;

    private ModelSession(
        ModelManifest manifest, ExecutionOptions options, InferenceSession session, ExecutionProvider provider, string? fallbackReason)
    {
        Manifest = manifest;
        Options = options;
        _session = session;
        Provider = provider;
        FallbackReason = fallbackReason;
        _bound = options.BindMemory || provider != ExecutionProvider.Cpu ? new BoundMemory(session) : null;
    }

    public ModelManifest Manifest { get; }

    public ExecutionOptions Options { get; }

    public ExecutionProvider Provider { get; }

    public string? FallbackReason { get; }

    /// <summary>Which model this is and on what it runs, for the record of what it finds.</summary>
    public string Description =>
        $"{Manifest.Digest} on {Provider.ToString()
            .ToLowerInvariant()}{(Options.CudaGraph ? " with CUDA graphs" : "")}, ONNX Runtime {OrtEnv.Instance()
            .GetVersionString()}";

    public SessionUsage Usage =>
        new(Interlocked.Read(ref _runs), Interlocked.Read(ref _items), Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _busy)));

    /// <exception cref="ModelException"><c>model-unreadable</c>, <c>provider-unavailable</c> or <c>provider-not-allowed</c>.</exception>
    public static ModelSession Open(ModelManifest manifest, ExecutionOptions options)
    {
        using var settings = SessionSettings.For(options);
        try
        {
            var (provider, reason) = ProviderSelection.Apply(settings, manifest, options);
            return new ModelSession(manifest, options, new InferenceSession(manifest.PathOf(manifest.Model), settings), provider, reason);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelException("model-unreadable", $"model {manifest.Id} does not load: {error.Message}", error);
        }
    }

    /// <summary>
    /// Refuses a graph whose input differs from what the manifest promises. A dimension of -1 is free; a free one in the graph fits any.
    /// </summary>
    public void ExpectInput(string role, TensorElementType type, params ReadOnlySpan<int> shape) =>
        Expect("input", role, _session.InputMetadata, Manifest.Inputs[role], type, shape);

    public void ExpectOutput(string role, TensorElementType type, params ReadOnlySpan<int> shape) =>
        Expect("output", role, _session.OutputMetadata, Manifest.Outputs[role], type, shape);

    /// <summary>Refuses a graph with inputs that the manifest does not feed.</summary>
    public void ExpectNoOtherInputs()
    {
        foreach (var name in _session.InputMetadata.Keys.Where(name => !Manifest.Inputs.Values.Contains(name)))
        {
            throw new ModelException(
                "tensor-unknown", $"model {Manifest.Id} has the input {name}, which its manifest gives no role (inputs)");
        }
    }

    /// <summary>Runs the model once.</summary>
    /// <param name="outputRoles">Which outputs to compute; they come back in this order.</param>
    /// <param name="items">Images or windows in the call, for the count.</param>
    public SessionOutputs Run(
        IReadOnlyList<(string Role, OrtValue Value)> inputs, IReadOnlyList<string> outputRoles, int items,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var lease = _leases.Take();
        try
        {
            using var run = new RunOptions();
            using var stop = cancellationToken.Register(() => run.Terminate = true);
            var started = Stopwatch.GetTimestamp();
            var values = Run(run, inputs, outputRoles);
            var ended = Stopwatch.GetTimestamp();
            Interlocked.Add(ref _busy, ended - started);
            InferenceMetrics.Add(this, Stopwatch.GetElapsedTime(started, ended), items);
            Interlocked.Increment(ref _runs);
            Interlocked.Add(ref _items, items);
            return new SessionOutputs(values, lease);
        }
        catch (Exception error)
        {
            lease.Dispose();
            if (error is not OnnxRuntimeException) throw;
            cancellationToken.ThrowIfCancellationRequested();
            throw new ModelRunException(Manifest.Id, error);
        }
    }

    public void Dispose()
    {
        if (!_leases.Close()) return;
        _bound?.Dispose();
        _session.Dispose();
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions run, IReadOnlyList<(string Role, OrtValue Value)> inputs, IReadOnlyList<string> outputRoles)
    {
        string[] outputs = [.. outputRoles.Select(role => Manifest.Outputs[role])];
        return _bound is null
            ? _session.Run(
                run, [.. inputs.Select(input => Manifest.Inputs[input.Role])], [.. inputs.Select(static input => input.Value)], outputs)
            : _bound.Run(run, [.. inputs.Select(input => (Manifest.Inputs[input.Role], input.Value))], outputs);
    }

    private void Expect(
        string direction, string role, IReadOnlyDictionary<string, NodeMetadata> nodes, string name, TensorElementType type,
        ReadOnlySpan<int> shape)
    {
        var field = $"{direction}s.{role}";
        if (!nodes.TryGetValue(name, out var node))
        {
            throw new ModelException(
                "tensor-missing", $"model {Manifest.Id} has no {direction} {name} ({field}); it has {string.Join(", ", nodes.Keys)}");
        }

        if (node.ElementDataType != type)
        {
            throw new ModelException(
                "tensor-type", $"the {direction} {name} ({field}) of model {Manifest.Id} is {node.ElementDataType}, not {type}");
        }

        if (!Fits(node.Dimensions, shape))
        {
            throw new ModelException(
                "tensor-shape",
                $"the {direction} {name} ({field}) of model {Manifest.Id} has the shape {Text(node.Dimensions)}, but the manifest needs {Text(shape)}");
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

    private static string Text(ReadOnlySpan<int> shape) =>
        $"[{string.Join(", ", shape.ToArray().Select(static n => n < 0 ? "?" : n.ToString()))}]";
}

/// <summary>What a session was asked so far.</summary>
/// <param name="Runs">Calls of ONNX Runtime.</param>
/// <param name="Items">Images or windows in them.</param>
/// <param name="Busy">Time spent within ONNX Runtime, summed over overlapping calls.</param>
public readonly record struct SessionUsage(long Runs, long Items, TimeSpan Busy);

/// <summary>What the models of this process do, for whoever collects it. Tags name the model and what it runs on, never a study.</summary>
internal static class InferenceMetrics
{
    private static readonly Meter Meter = new("VividMed.Inference");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "vividmed.inference.run.duration", "s", "Time of one call of ONNX Runtime");

    private static readonly Counter<long> Items = Meter.CreateCounter<long>(
        "vividmed.inference.items", "{item}", "Images and windows that models ran on");

    public static void Add(ModelSession session, TimeSpan elapsed, int items)
    {
        KeyValuePair<string, object?>[] tags =
            [new("model", session.Manifest.Id), new("provider", session.Provider.ToString().ToLowerInvariant())];
        Duration.Record(elapsed.TotalSeconds, tags);
        Items.Add(items, tags);
    }
}
