using System.Buffers;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Segmenters;

/// <summary>
/// One pass of the windows over a prepared volume for a set of labels. While the session works on a batch of windows, the one before
/// it is blended and the one after it is filled.
/// </summary>
internal sealed class SegmentationRun
{
    private readonly ModelSession _session;
    private readonly ModelManifest _manifest;
    private readonly PreparedVolume _prepared;
    private readonly WindowLattice _lattice;
    private readonly WindowTensor _tensor;
    private readonly SlabAccumulator[] _slabs;
    private readonly int[] _channels;
    private readonly int _outputChannels;
    private readonly MaskBuilder _builder;
    private readonly MaskTarget[] _targets;
    private readonly float[] _embeddings;
    private readonly int _batch;
    private int _finished;

    /// <param name="labels">Positions in the manifest's list.</param>
    /// <param name="embeddings">One row a label for a prompt segmenter, else empty.</param>
    public SegmentationRun(ModelSession session, PreparedVolume prepared, VolumeGrid original, int[] labels, float[] embeddings)
    {
        (_session, _manifest, _prepared, _embeddings) = (session, session.Manifest, prepared, embeddings);
        _batch = session.FixedBatch ?? Math.Max(1, session.Options.BatchSize ?? _manifest.Window!.BatchHint);
        _lattice = WindowLattice.Over(prepared.Grid, _manifest.Window!);
        _tensor = new WindowTensor(_lattice, _manifest.Window!, _manifest.Volume!);
        _outputChannels = _manifest.Kind == ModelKind.ClassSegmenter ? _manifest.ClassCount : labels.Length;
        _channels = Channels(labels);
        _slabs = Array.ConvertAll(_channels, _ => new SlabAccumulator(_lattice, IsOnSlices ? _batch : _lattice.Z.Window));
        _targets = [.. labels.Select((label, i) => Target(label, i, original))];
        _builder = new MaskBuilder(original, prepared.Grid, _channels.Length, _targets, _manifest.Mask!.Merge);
    }

    private bool IsOnSlices => _manifest.Volume!.Slices is not null;

    /// <summary>Runs all windows and returns the masks in the order of the labels.</summary>
    public IReadOnlyList<MaskTarget> Complete(CancellationToken cancellationToken)
    {
        WindowInputs[] images = [new(_session, _prepared, _lattice, _tensor, _batch), new(_session, _prepared, _lattice, _tensor, _batch)];
        var background = Task.CompletedTask;
        try
        {
            var batches = (IsOnSlices ? SliceBatches() : Batches()).ToList();
            images[0].Fill(batches[0].Windows);
            for (var i = 0; i < batches.Count; i++)
            {
                var batch = batches[i];
                var outputs = batch.Windows.Length > 0 ? Run(batch.Windows, images[i & 1], cancellationToken) : null;
                // One batch is blended while the next one runs, in order: sums, and so results, do not depend on who is faster.
                Wait(background);
                background = Task.Run(() => Take(outputs, batch), CancellationToken.None);
                if (i + 1 < batches.Count) images[(i + 1) & 1].Fill(batches[i + 1].Windows);
            }

            Wait(background);
            return _targets;
        }
        finally
        {
            // A canceled run may leave a batch behind that is still being blended.
            ((IAsyncResult)background).AsyncWaitHandle.WaitOne();
            foreach (var image in images) image.Dispose();
        }
    }

    /// <summary>
    /// The windows level by level, without those that need no run. FinishBelow: the slices below are done with once the batch is blended.
    /// </summary>
    private IEnumerable<((int X, int Y, int Z)[] Windows, int FinishBelow)> Batches()
    {
        var starts = _lattice.Z.Starts;
        for (var level = 0; level < starts.Length; level++)
        {
            var z = starts[level];
            var chunks = _lattice.Level().Select(corner => (corner.X, corner.Y, z)).Where(NeedsRun).Chunk(_batch).ToList();
            for (var i = 0; i + 1 < chunks.Count; i++) yield return (chunks[i], 0);
            yield return (chunks.Count > 0 ? chunks[^1] : [], level + 1 < starts.Length ? starts[level + 1] : _prepared.Depth);
        }
    }

    /// <summary>
    /// As <see cref="Batches"/>, over slices: a batch goes across them, over no more than the slabs hold at a time.
    /// </summary>
    private IEnumerable<((int X, int Y, int Z)[] Windows, int FinishBelow)> SliceBatches()
    {
        var (batch, finished) = (new List<(int X, int Y, int Z)>(), 0);
        foreach (var window in _lattice.Z.Starts.SelectMany(z => _lattice.Level().Select(corner => (corner.X, corner.Y, Z: z))).Where(NeedsRun))
        {
            if (batch.Count == _batch || (batch.Count > 0 && window.Z - batch[0].Z >= _batch))
            {
                yield return ([.. batch], finished = window.Z);
                batch.Clear();
            }

            // Slices that were left out are done with before their place in the slabs is taken.
            if (batch.Count == 0 && window.Z > finished) yield return ([], finished = window.Z);
            batch.Add(window);
        }

        yield return ([.. batch], _prepared.Depth);
    }

    private void Take(SessionOutputs? outputs, ((int X, int Y, int Z)[] Windows, int FinishBelow) batch)
    {
        using (outputs)
        {
            if (outputs is not null) Blend(outputs.Values[0], batch.Windows);
        }

        for (; _finished < batch.FinishBelow; _finished++) FinishSlice(_finished);
    }

    /// <summary>Which of the output's channels are blended: those asked for, or all where they compete.</summary>
    private int[] Channels(int[] labels) => _manifest.Kind == ModelKind.ClassSegmenter && !_manifest.NeedsAllChannels()
        ? Array.ConvertAll(labels, _manifest.IndexOf)
        : [.. Enumerable.Range(0, _outputChannels)];

    private MaskTarget Target(int label, int position, VolumeGrid original)
    {
        var channel = _manifest.NeedsAllChannels() ? _manifest.IndexOf(label) : position;
        var threshold = _manifest.Labels[label].ScoreThreshold ?? _manifest.Mask!.Threshold;
        return new MaskTarget(
            _manifest.Labels[label], channel, (float)threshold, new Mask(original.Width, original.Height, original.Depth));
    }

    private static void Wait(Task blending) => blending.GetAwaiter().GetResult();

    private bool NeedsRun((int X, int Y, int Z) start) =>
        _manifest.Window!.SkipBelow is not { } limit || _tensor.Exceeds(_prepared, start, (float)limit);

    private SessionOutputs Run((int X, int Y, int Z)[] windows, WindowInputs image, CancellationToken cancellationToken)
    {
        using var inputs = image.Tensors(windows.Length);
        if (_manifest.Prompts is { } table) inputs.Add("prompts", _session.Tensor("prompts", _embeddings, _targets.Length, table.Dimension));
        return _session.Run(inputs.Values, ["masks"], windows.Length, cancellationToken);
    }

    private void Blend(OutputTensor output, (int X, int Y, int Z)[] windows)
    {
        var logits = output.Floats;
        var length = _lattice.WindowVoxels * _outputChannels;
        if (logits.Length != (long)length * (_session.FixedBatch ?? windows.Length))
        {
            throw new ModelException(
                "tensor-shape",
                $"model {_manifest.Id} gave {logits.Length} mask values for {windows.Length} windows and {_outputChannels} channels");
        }

        var copy = IsSoftmaxOfWindows || _manifest.Mask!.Layout == TensorLayout.ChannelsLast ? ArrayPool<float>.Shared.Rent(length) : [];
        for (var i = 0; i < windows.Length; i++) Blend(logits.Slice(i * length, length), windows[i], copy);
        if (copy.Length > 0) ArrayPool<float>.Shared.Return(copy);
    }

    private bool IsSoftmaxOfWindows =>
        _manifest.Window!.Blend == WindowBlend.Probability && _manifest.Mask!.Activation == MaskActivation.Softmax;

    /// <param name="copy">Room for one window's values where they cannot be blended as they are.</param>
    private void Blend(ReadOnlySpan<float> values, (int X, int Y, int Z) window, float[] copy)
    {
        var (voxels, decoding) = (_lattice.WindowVoxels, _manifest.Mask!);
        if (decoding.Layout == TensorLayout.ChannelsLast)
        {
            ChannelOrder.Read(values, copy.AsSpan(0, values.Length), _outputChannels, decoding.Layout);
            values = copy.AsSpan(0, values.Length);
        }

        if (IsSoftmaxOfWindows)
        {
            Probabilities.FromLogits(values, copy.AsSpan(0, values.Length), _outputChannels, MaskActivation.Softmax);
            values = copy.AsSpan(0, values.Length);
        }

        var sigmoid = _manifest.Window!.Blend == WindowBlend.Probability && decoding.Activation == MaskActivation.Sigmoid;
        for (var channel = 0; channel < _channels.Length; channel++)
        {
            _tensor.Accumulate(values.Slice(_channels[channel] * voxels, voxels), window, _slabs[channel], sigmoid);
        }
    }

    private void FinishSlice(int z)
    {
        var slices = _builder.Next;
        var length = _prepared.Width * _prepared.Height;
        for (var channel = 0; channel < _slabs.Length; channel++) _slabs[channel].Finish(z, slices.AsSpan(channel * length, length));
        if (_manifest.Window!.Blend == WindowBlend.Logit)
        {
            Probabilities.FromLogits(slices, slices, _slabs.Length, _manifest.Mask!.Activation);
        }

        _builder.Add(z);
    }
}
