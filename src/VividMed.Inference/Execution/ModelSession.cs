using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Execution;

/// <summary>
/// A model's ONNX Runtime sessions, one a device, which check themselves against its manifest. Runs may overlap; disposal waits for them
/// and for their outputs.
/// </summary>
internal sealed class ModelSession : IDisposable
{
    private readonly SessionLanes _lanes;
    private readonly SessionLeases _leases = new();
    private readonly Dictionary<string, int[]> _expected = [];
    private long _runs;
    private long _items;
    private long _busy;

    private ModelSession(
        ModelManifest manifest, ExecutionOptions options, SessionLanes lanes, ExecutionProvider provider, string? fallbackReason)
    {
        Manifest = manifest;
        Options = options;
        _lanes = lanes;
        Provider = provider;
        FallbackReason = fallbackReason;
        FixedBatch = GraphTensor.FixedBatch(manifest, lanes.First.Session);
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

    /// <summary>Sessions that run at the same time.</summary>
    public int Lanes => _lanes.Count;

    /// <summary>Calls that each of them was given so far.</summary>
    public IReadOnlyList<long> CallsByLane => _lanes.Calls;

    public SessionUsage Usage =>
        new(Interlocked.Read(ref _runs), Interlocked.Read(ref _items), Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _busy)));

    /// <exception cref="ModelException"><c>model-unreadable</c>, <c>provider-unavailable</c> or <c>provider-not-allowed</c>.</exception>
    /// <param name="configure">Changes settings that only a look at a session needs, such as profiling.</param>
    public static ModelSession Open(ModelManifest manifest, ExecutionOptions options, Action<SessionOptions>? configure = null)
    {
        var lanes = new SessionLanes();
        try
        {
            var devices = options.EachDevice;
            var (provider, fallbackReason) = AddLane(lanes, manifest, devices[0], configure);
            var count = provider == ExecutionProvider.Cpu ? options.SessionsOnCpu : devices.Count;
            for (var i = 1; i < count; i++)
            {
                var device = devices[Math.Min(i, devices.Count - 1)];
                var (other, reason) = AddLane(lanes, manifest, device, configure);
                if (other != provider) throw ProviderCheck.Unavailable(provider, reason ?? "it runs elsewhere", options, device.Device);
            }

            return new ModelSession(manifest, options, lanes, provider, fallbackReason);
        }
        catch (Exception error)
        {
            lanes.Dispose();
            if (error is not OnnxRuntimeException) throw;
            throw new ModelException("model-unreadable", $"model {manifest.Id}: {LoadFailure.Explain(manifest.PathOf(manifest.Model), error.Message)}", error);
        }
    }

    private static (ExecutionProvider Provider, string? FallbackReason) AddLane(
        SessionLanes lanes, ModelManifest manifest, ExecutionOptions options, Action<SessionOptions>? configure)
    {
        using var settings = SessionSettings.For(options);
        configure?.Invoke(settings);
        var (provider, reason) = ProviderSelection.Apply(settings, manifest, options);
        var session = new InferenceSession(manifest.PathOf(manifest.Model), settings);
        lanes.Add(new SessionLane(session, options.BindMemory || provider != ExecutionProvider.Cpu ? new BoundMemory(session) : null));
        InferenceMetrics.Opened(manifest, provider);
        return (provider, reason);
    }

    /// <summary>
    /// Refuses a graph whose input differs from what the manifest promises. A dimension of -1 is free; a free one in the graph fits any.
    /// </summary>
    public void ExpectInput(string role, ElementKind kind, params ReadOnlySpan<int> shape) =>
        GraphTensor.Require(Manifest.Id, $"inputs.{role}", _lanes.First.Session.InputMetadata, Manifest.Inputs[role], kind, shape);

    /// <inheritdoc cref="ExpectInput"/>
    public void ExpectOutput(string role, ElementKind kind, params ReadOnlySpan<int> shape)
    {
        GraphTensor.Require(Manifest.Id, $"outputs.{role}", _lanes.First.Session.OutputMetadata, Manifest.Outputs[role], kind, shape);
        _expected[role] = shape.ToArray();
    }

    /// <summary>Refuses a graph with inputs that the manifest does not feed.</summary>
    public void ExpectNoOtherInputs()
    {
        foreach (var name in _lanes.First.Session.InputMetadata.Keys.Where(name => !Manifest.Inputs.Values.Contains(name)))
        {
            throw new ModelException(
                "tensor-unknown", $"model {Manifest.Id} has the input {name}, which its manifest gives no role (inputs)");
        }
    }

    /// <summary>The images or windows that the graph takes in every call; null where its first axis is free.</summary>
    public int? FixedBatch { get; }

    /// <summary>Refuses a graph that takes fewer images or windows a call than the manifest's batchHint promises.</summary>
    /// <param name="field">Of the manifest, such as radiograph.batchHint.</param>
    /// <exception cref="ModelException"><c>batch-fixed</c>.</exception>
    public void ExpectBatch(string field, int hint)
    {
        if (FixedBatch is { } most && hint > most)
        {
            throw new ModelException(
                "batch-fixed",
                $"{field} of model {Manifest.Id} is {hint}, but its graph takes {most} a call: write {(most == 1 ? "1" : $"1 to {most}")}, or export it with a free batch axis");
        }
    }

    /// <summary>The type that the graph has an input in.</summary>
    public TensorElementType TypeOf(string role) =>
        _lanes.First.Session.InputMetadata.TryGetValue(Manifest.Inputs[role], out var node) ? node.ElementDataType : TensorElementType.Float;

    /// <summary>A tensor for an input, of the type that the graph has it in. The memory must stay as it is until it is disposed.</summary>
    public OrtValue Tensor(string role, Memory<float> values, params ReadOnlySpan<long> shape) =>
        TensorElements.Create(TypeOf(role), values, shape.ToArray());

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
            return Checked(new SessionOutputs(values, lease), outputRoles);
        }
        catch (Exception error)
        {
            lease.Dispose();
            if (error is not OnnxRuntimeException) throw;
            cancellationToken.ThrowIfCancellationRequested();
            throw new ModelRunException(Manifest.Id, error);
        }
    }

    /// <summary>Ends the profile that the session was opened with.</summary>
    /// <returns>The file that it was written to.</returns>
    public string EndProfiling() => _lanes.First.Session.EndProfiling();

    public void Dispose()
    {
        if (_leases.Close()) _lanes.Dispose();
    }

    /// <summary>A graph may leave its shapes free, or give others than it states: what comes is what decoders walk over.</summary>
    /// <exception cref="ModelException"><c>tensor-shape</c>.</exception>
    private SessionOutputs Checked(SessionOutputs outputs, IReadOnlyList<string> roles)
    {
        for (var i = 0; i < roles.Count; i++)
        {
            int[] shape = [.. outputs.Values[i].Shape.Select(static n => (int)n)];
            if (!_expected.TryGetValue(roles[i], out var expected) || GraphTensor.Fits(shape, expected)) continue;
            outputs.Dispose();
            throw new ModelException(
                "tensor-shape",
                $"the output {Manifest.Outputs[roles[i]]} (outputs.{roles[i]}) of model {Manifest.Id} came with the shape {GraphTensor.Text(shape)}, but the manifest needs {GraphTensor.Text(expected)}");
        }

        return outputs;
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions run, IReadOnlyList<(string Role, OrtValue Value)> inputs, IReadOnlyList<string> outputRoles)
    {
        string[] outputs = [.. outputRoles.Select(role => Manifest.Outputs[role])];
        (string, OrtValue)[] named = [.. inputs.Select(input => (Manifest.Inputs[input.Role], input.Value))];
        return _lanes.Run(lane => lane.Run(run, named, outputs));
    }
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

    private static readonly Counter<long> Sessions = Meter.CreateCounter<long>(
        "vividmed.inference.sessions", "{session}", "Sessions that were opened: one a model, worker and device");

    private static readonly Counter<long> Items = Meter.CreateCounter<long>(
        "vividmed.inference.items", "{item}", "Images and windows that models ran on");

    public static void Opened(ModelManifest manifest, ExecutionProvider provider) =>
        Sessions.Add(1, new("model", manifest.Id), new("provider", provider.ToString().ToLowerInvariant()));

    public static void Add(ModelSession session, TimeSpan elapsed, int items)
    {
        KeyValuePair<string, object?>[] tags =
            [new("model", session.Manifest.Id), new("provider", session.Provider.ToString().ToLowerInvariant())];
        Duration.Record(elapsed.TotalSeconds, tags);
        Items.Add(items, tags);
    }
}
