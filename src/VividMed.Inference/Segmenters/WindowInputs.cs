using System.Buffers;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Segmenters;

/// <summary>
/// The image tensors of one batch of windows, in rented memory: of both images where the graph has two. A graph of a fixed batch gets
/// empty windows where there are too few.
/// </summary>
internal sealed class WindowInputs : IDisposable
{
    private readonly ModelSession _session;
    private readonly PreparedVolume _prepared;
    private readonly WindowTensor _tensor;
    private readonly VolumePreprocessing _preparation;
    private readonly int _voxels;
    private readonly float[] _image;
    private readonly float[] _second;

    /// <param name="batch">The most windows of a call.</param>
    public WindowInputs(ModelSession session, PreparedVolume prepared, WindowLattice lattice, WindowTensor tensor, int batch)
    {
        (_session, _prepared, _tensor, _preparation) = (session, prepared, tensor, session.Manifest.Volume!);
        _voxels = lattice.WindowVoxels;
        _image = ArrayPool<float>.Shared.Rent(batch * _preparation.Channels * _voxels);
        _second = ArrayPool<float>.Shared.Rent(batch * (_preparation.Second?.Channels ?? 0) * _voxels);
    }

    public void Fill((int X, int Y, int Z)[] windows)
    {
        Fill(windows, _prepared.Voxels, _preparation.Channels, _image);
        if (_preparation.Second is { } second) Fill(windows, _prepared.Second!, second.Channels, _second);
    }

    /// <summary>The tensors of the windows that were filled in last.</summary>
    public SessionInputs Tensors(int windows)
    {
        var members = _session.FixedBatch ?? windows;
        var inputs = new SessionInputs();
        try
        {
            Add(inputs, "image", _image, _preparation.Channels, windows, members);
            if (_preparation.Second is { } second) Add(inputs, "second", _second, second.Channels, windows, members);
            return inputs;
        }
        catch
        {
            inputs.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_image);
        ArrayPool<float>.Shared.Return(_second);
    }

    private void Fill((int X, int Y, int Z)[] windows, float[] voxels, int channels, float[] target)
    {
        var length = channels * _voxels;
        for (var i = 0; i < windows.Length; i++) _tensor.Fill(_prepared, voxels, channels, windows[i], target.AsSpan(i * length, length));
    }

    private void Add(SessionInputs inputs, string role, float[] values, int channels, int windows, int members)
    {
        var length = channels * _voxels;
        values.AsSpan(windows * length, (members - windows) * length).Clear();
        long[] axes = ChannelOrder.Axes<long>(channels, [.. _tensor.SpatialShape.Select(static n => (long)n)], _preparation.Layout);
        inputs.Add(role, _session.Tensor(role, values.AsMemory(0, members * length), _preparation.Batched == false ? axes : [members, .. axes]));
    }
}
