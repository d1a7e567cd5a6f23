using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;

namespace VividMed.Inference.Hosting;

/// <summary>
/// The open models of a process: one session for each model, shared by all who lease it. On a GPU, models are opened only where their
/// memory fits beside the others; idle ones are closed to make room, those in use are waited for.
/// </summary>
public sealed class ModelHost : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ExecutionOptions _options;
    private readonly Func<ModelManifest, ExecutionOptions, bool> _takesDevice;
    private readonly DeviceAdmission _device;
    private readonly Dictionary<(string Digest, Type Kind), HostedModel> _models = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A host that has nothing open yet: a model is opened by its first lease. Safe for several threads.</summary>
    public ModelHost(ExecutionOptions options)
        : this(options, ProviderSelection.TakesDevice)
    {
    }

    internal ModelHost(ExecutionOptions options, Func<ModelManifest, ExecutionOptions, bool> takesDevice) =>
        (_options, _takesDevice, _device) = (options, takesDevice, new DeviceAdmission(options.DeviceMemoryGb));

    /// <summary>How every model is run.</summary>
    public ExecutionOptions Options => _options;

    /// <summary>Lends the manifest's detector, opened by whoever asks first; waits while the device is full of models in use.</summary>
    /// <exception cref="ModelException"><c>device-too-small</c>, and what opening the model throws.</exception>
    public Task<ModelLease<DetectorModel>> LeaseDetectorAsync(ModelManifest manifest, CancellationToken cancellationToken) =>
        LeaseAsync(manifest, DetectorModel.Open, cancellationToken);

    /// <summary>As <see cref="LeaseDetectorAsync"/>, for a segmenter of volumes.</summary>
    public Task<ModelLease<SegmenterModel>> LeaseSegmenterAsync(ModelManifest manifest, CancellationToken cancellationToken) =>
        LeaseAsync(manifest, SegmenterModel.Open, cancellationToken);

    /// <summary>As <see cref="LeaseDetectorAsync"/>, for a segmenter of radiographs.</summary>
    public Task<ModelLease<RadiographSegmenterModel>> LeaseRadiographSegmenterAsync(
        ModelManifest manifest, CancellationToken cancellationToken) =>
        LeaseAsync(manifest, RadiographSegmenterModel.Open, cancellationToken);

    /// <summary>Closes all models; running calls are waited for.</summary>
    public void Dispose()
    {
        List<HostedModel> idle;
        lock (_gate)
        {
            idle = [.. _models.Values];
            _models.Clear();
        }

        idle.ForEach(static model => model.Close());
    }

    /// <exception cref="ModelException"><c>device-too-small</c>: the GPU could not hold the model even alone; and what opening it
    /// throws.</exception>
    internal async Task<ModelLease<T>> LeaseAsync<T>(
        ModelManifest manifest, Func<ModelManifest, ExecutionOptions, T> open, CancellationToken cancellationToken)
        where T : IDisposable
    {
        while (true)
        {
            Task changed;
            HostedModel? model;
            List<HostedModel> closing = [];
            lock (_gate)
            {
                changed = _changed.Task;
                model = Find(manifest, typeof(T)) ?? TryAdmit(manifest, typeof(T), () => open(manifest, _options), closing);
                if (model is not null) model.Leases++;
            }

            closing.ForEach(static other => other.Close());
            if (model is null) await changed.WaitAsync(cancellationToken);
            else return new ModelLease<T>(Open<T>(model), () => Return(model));
        }
    }

    private T Open<T>(HostedModel model)
    {
        try
        {
            return (T)model.Value.Value;
        }
        catch
        {
            lock (_gate) Remove(model);
            Return(model);
            throw;
        }
    }

    private HostedModel? Find(ModelManifest manifest, Type kind) => _models.GetValueOrDefault((manifest.Digest, kind));

    /// <summary>
    /// Enters a model that fits; takes idle ones out, the longest unused first, until it does; null where only models in use are left.
    /// </summary>
    private HostedModel? TryAdmit(ModelManifest manifest, Type kind, Func<IDisposable> open, List<HostedModel> closing)
    {
        double? needs = _takesDevice(manifest, _options) ? manifest.Resources?.DeviceMemoryGb ?? 0 : null;
        if (needs is { } least && !_device.CanHold(least))
        {
            throw new ModelException("device-too-small", $"model {manifest.Id} needs {least} GB of device memory (resources.deviceMemoryGb), and the device has {_options.DeviceMemoryGb}");
        }

        while (needs is { } memory && !_device.TryTake(memory))
        {
            var idle =
                _models.Values.Where(static other => other is { Leases: 0, DeviceGb: not null }).MinBy(static other => other.LastUsed);
            if (idle is null) return null;
            Remove(idle);
            closing.Add(idle);
        }

        var model = new HostedModel((manifest.Digest, kind), needs, new Lazy<IDisposable>(open));
        _models.Add(model.Key, model);
        return model;
    }

    private void Remove(HostedModel model)
    {
        if (!_models.Remove(model.Key)) return;
        if (model.DeviceGb is { } memory) _device.Return(memory);
    }

    private void Return(HostedModel model)
    {
        lock (_gate)
        {
            model.Leases--;
            model.LastUsed = _models.Values.Max(static other => (long?)other.LastUsed) + 1 ?? 0;
            var changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }
    }
}

/// <summary>The right to use an open model; it is not closed before this is disposed.</summary>
public sealed class ModelLease<T> : IDisposable
{
    private Action? _release;

    internal ModelLease(T model, Action release)
    {
        Model = model;
        _release = release;
    }

    /// <summary>Shared with all other leases of the model, and the host's to dispose.</summary>
    public T Model { get; }

    /// <summary>Gives the right back, once; the model stays open for the next lease.</summary>
    public void Dispose() => Interlocked.Exchange(ref _release, value: null)?.Invoke();
}

/// <summary>A model of a host. Leases and LastUsed are the host's to change, under its lock.</summary>
/// <param name="DeviceGb">Device memory it takes, in 10^9 bytes; null where it runs on the processor.</param>
internal sealed record HostedModel((string Digest, Type Kind) Key, double? DeviceGb, Lazy<IDisposable> Value)
{
    public int Leases { get; set; }

    /// <summary>A count that rises with every return.</summary>
    public long LastUsed { get; set; }

    public void Close()
    {
        if (Value.IsValueCreated) Value.Value.Dispose();
    }
}
