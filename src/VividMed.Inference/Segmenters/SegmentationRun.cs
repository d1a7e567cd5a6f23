using System.Buffers;
using Microsoft.ML.OnnxRuntime;
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
        _batch = Math.Max(1, session.Options.BatchSize ?? _manifest.Window!.BatchHint);
        _lattice = WindowLattice.Over(prepared.Grid, _manifest.Window!);
        _tensor = new WindowTensor(_lattice, _manifest.Window!, _manifest.Volume!);
        _outputChannels = _manifest.Kind == ModelKind.ClassSegmenter ? _manifest.ClassCount : labels.Length;
        _channels = Channels(labels);
        _slabs = Array.ConvertAll(_channels, _ => new SlabAccumulator(_lattice));
        _targets = [.. labels.Select((label, i) => Target(label, i, original))];
        _builder = new MaskBuilder(original, prepared.Grid, _channels.Length, _targets, _manifest.Mask!.Merge);
    }

    /// <summary>Runs all windows and returns the masks in the order of the labels.</summary>
    public IReadOnlyList<MaskTarget> Complete(CancellationToken cancellationToken)
    {
        var voxels = _manifest.Volume!.Channels * _lattice.WindowVoxels;
        float[][] images = [ArrayPool<float>.Shared.Rent(_batch * voxels), ArrayPool<float>.Shared.Rent(_batch * voxels)];
        var background = Task.CompletedTask;
        try
        {
            var batches = Batches().ToList();
            Fill(batches[0].Windows, images[0]);
            for (var i = 0; i < batches.Count; i++)
            {
                var batch = batches[i];
                var outputs = batch.Windows.Length > 0 ? Run(batch.Windows, images[i & 1], cancellationToken) : null;
                // One batch is blended while the next one runs, in order: sums, and so results, do not depend on who is faster.
                Wait(background);
                background = Task.Run(() => Take(outputs, batch), CancellationToken.None);
                if (i + 1 < batches.Count) Fill(batches[i + 1].Windows, images[(i + 1) & 1]);
            }

            Wait(background);
            return _targets;
        }
        finally
        {
            // A canceled run may leave a batch behind that is still being blended.
            ((IAsyncResult)background).AsyncWaitHandle.WaitOne();
            foreach (var image in images) ArrayPool<float>.Shared.Return(image);
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

    private void Fill((int X, int Y, int Z)[] windows, float[] image)
    {
        var voxels = _manifest.Volume!.Channels * _lattice.WindowVoxels;
        for (var i = 0; i < windows.Length; i++) _tensor.Fill(_prepared, windows[i], image.AsSpan(i * voxels, voxels));
    }

    private SessionOutputs Run((int X, int Y, int Z)[] windows, float[] image, CancellationToken cancellationToken)
    {
        var channels = _manifest.Volume!.Channels;
        using var input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, image.AsMemory(0, windows.Length * channels * _lattice.WindowVoxels),
            [windows.Length, channels, .. _tensor.SpatialShape]);
        if (_manifest.Prompts is not { } table) return _session.Run([("image", input)], ["masks"], windows.Length, cancellationToken);

        using var prompts = OrtValue.CreateTensorValueFromMemory(_embeddings, [_targets.Length, table.Dimension]);
        return _session.Run([("image", input), ("prompts", prompts)], ["masks"], windows.Length, cancellationToken);
    }

    private void Blend(OrtValue output, (int X, int Y, int Z)[] windows)
    {
        var logits = output.GetTensorDataAsSpan<float>();
        var voxels = _lattice.WindowVoxels;
        if (logits.Length != (long)voxels * windows.Length * _outputChannels)
        {
            throw new ModelException(
                "tensor-shape",
                $"model {_manifest.Id} gave {logits.Length} mask values for {windows.Length} windows and {_outputChannels} channels");
        }

        var decoding = _manifest.Mask!;
        var whole = _manifest.Window!.Blend == WindowBlend.Probability && decoding.Activation == MaskActivation.Softmax;
        var probabilities = whole ? ArrayPool<float>.Shared.Rent(voxels * _outputChannels) : [];
        var sigmoid = _manifest.Window.Blend == WindowBlend.Probability && decoding.Activation == MaskActivation.Sigmoid;
        for (var i = 0; i < windows.Length; i++)
        {
            var values = logits.Slice(i * voxels * _outputChannels, voxels * _outputChannels);
            if (whole)
            {
                Probabilities.FromLogits(values, probabilities.AsSpan(0, values.Length), _outputChannels, MaskActivation.Softmax);
                values = probabilities.AsSpan(0, values.Length);
            }

            for (var channel = 0; channel < _channels.Length; channel++)
            {
                _tensor.Accumulate(values.Slice(_channels[channel] * voxels, voxels), windows[i], _slabs[channel], sigmoid);
            }
        }

        if (whole) ArrayPool<float>.Shared.Return(probabilities);
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
