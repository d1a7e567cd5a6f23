using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using VividMed.Imaging;

namespace VividMed.Inference;

/// <summary>
/// An open promptable segmenter with the contract of SAT: image [B, channels, window] and prompts [N, dimension] give one
/// independent mask a prompt. Thread-safe; one instance serves a whole process.
/// </summary>
public sealed class SegmenterModel : IDisposable
{
    private readonly ModelSession _session;
    private readonly float[] _prompts;
    private readonly int _batch;

    private SegmenterModel(ModelManifest manifest, ModelSession session, float[] prompts, int batch)
    {
        Manifest = manifest;
        _session = session;
        _prompts = prompts;
        _batch = batch;
    }

    public ModelManifest Manifest { get; }

    /// <summary>What the model really runs on; never Auto.</summary>
    public ExecutionProvider ExecutionProvider => _session.Provider;

    /// <summary>Why the wanted provider was not taken; null where it was.</summary>
    public string? FallbackReason => _session.FallbackReason;

    /// <exception cref="ModelException"><c>wrong-kind</c>, <c>model-unreadable</c>, <c>provider-unavailable</c>, <c>tensor-missing</c>, <c>tensor-type</c>, <c>tensor-shape</c> ...</exception>
    public static SegmenterModel Open(ModelManifest manifest, ExecutionOptions options)
    {
        if (manifest.Kind != ModelKind.PromptSegmenter) throw new ModelException("wrong-kind", $"model {manifest.Id} is a {manifest.Kind}, not a prompt segmenter");

        var session = ModelSession.Open(manifest, options);
        try
        {
            ExpectContract(session, manifest);
            var prompts = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(manifest.PathOf(manifest.Prompts!.File))).ToArray();
            return new SegmenterModel(manifest, session, prompts, Math.Max(1, options.BatchSize ?? manifest.Window!.BatchHint));
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Whether the model has a label for a target and side.</summary>
    public bool Supports(SegmentationPrompt prompt) => LabelOf(prompt) >= 0;

    /// <summary>How many windows a volume takes, before the prompts are split into calls.</summary>
    /// <param name="volume">Only its size and affine matter where the manifest does not crop; a crop can but lower the count.</param>
    public int CountWindows(Volume volume)
    {
        var grid = PreparedGrid.For(volume, Manifest.Volume!.SpacingMm);
        return WindowLattice.Over(new PreparedVolume(grid, []), Manifest.Window!).Count;
    }

    /// <summary>
    /// Outlines every prompt on the grid of the volume as given, in the order of the prompts. At no time are more than the
    /// prepared volume, one slab of slices a prompt of the same call, and the packed masks held.
    /// </summary>
    /// <exception cref="ModelException"><c>unknown-prompt</c>, <c>volume-invalid</c> or <c>run-failed</c>.</exception>
    public IReadOnlyList<Segmentation> Segment(Volume volume, IReadOnlyList<SegmentationPrompt> prompts, CancellationToken cancellation)
    {
        var rows = prompts.Select(RequireLabel).ToArray();
        if (rows.Length == 0) return [];

        var prepared = VolumePreparation.Prepare(volume, Manifest.Volume!);
        var results = new List<Segmentation>(rows.Length);
        foreach (var chunk in rows.Chunk(Manifest.Prompts!.MaxPromptsPerCall))
        {
            results.AddRange(SegmentChunk(volume, prepared, chunk, cancellation));
        }

        return results;
    }

    public void Dispose() => _session.Dispose();

    private static void ExpectContract(ModelSession session, ModelManifest manifest)
    {
        var (volume, size) = (manifest.Volume!, manifest.Window!.Size);
        var (first, last) = volume.AxisOrder == VolumeAxisOrder.Zyx ? (size[2], size[0]) : (size[0], size[2]);
        session.ExpectNoOtherInputs();
        session.ExpectInput("image", TensorElementType.Float, -1, volume.Channels, first, size[1], last);
        session.ExpectInput("prompts", TensorElementType.Float, -1, manifest.Prompts!.Dimension);
        session.ExpectOutput("masks", TensorElementType.Float, -1, -1, first, size[1], last);
    }

    private List<Segmentation> SegmentChunk(Volume volume, PreparedVolume prepared, int[] rows, CancellationToken cancellation)
    {
        var lattice = WindowLattice.Over(prepared, Manifest.Window!);
        var slabs = Array.ConvertAll(rows, _ => new SlabAccumulator(lattice));
        var projectors = Array.ConvertAll(rows, row => new MaskProjector(volume, prepared.Grid, Manifest.Labels[row].ScoreThreshold ?? Manifest.Mask!.Threshold));
        var finished = 0;
        for (var level = 0; level < lattice.Z.Starts.Length; level++)
        {
            RunLevel(prepared, lattice, lattice.Z.Starts[level], rows, slabs, cancellation);
            var end = level + 1 < lattice.Z.Starts.Length ? lattice.Z.Starts[level + 1] : prepared.Depth;
            for (; finished < end; finished++)
            {
                for (var i = 0; i < rows.Length; i++) projectors[i].Add(finished, slabs[i]);
            }
        }

        return [.. rows.Zip(projectors, (row, projector) => Finish(volume, Manifest.Labels[row], projector))];
    }

    private void RunLevel(PreparedVolume prepared, WindowLattice lattice, int z, int[] rows, SlabAccumulator[] slabs, CancellationToken cancellation)
    {
        var tensor = new WindowTensor(lattice, Manifest.Window!, Manifest.Volume!);
        var (channels, voxels) = (Manifest.Volume!.Channels, lattice.WindowVoxels);
        var embeddings = Embeddings(rows);
        var image = new float[_batch * channels * voxels];
        foreach (var windows in lattice.Level().Select(corner => (corner.X, corner.Y, z)).Chunk(_batch))
        {
            for (var i = 0; i < windows.Length; i++) tensor.Fill(prepared, windows[i], image.AsSpan(i * channels * voxels, channels * voxels));
            using var input = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, image.AsMemory(0, windows.Length * channels * voxels), [windows.Length, channels, .. tensor.SpatialShape]);
            using var prompts = OrtValue.CreateTensorValueFromMemory(embeddings, [rows.Length, Manifest.Prompts!.Dimension]);
            _session.Run([("image", input), ("prompts", prompts)], ["masks"], outputs => Accumulate(outputs[0], windows, tensor, slabs), cancellation);
        }
    }

    private void Accumulate(OrtValue output, (int X, int Y, int Z)[] windows, WindowTensor tensor, SlabAccumulator[] slabs)
    {
        var logits = output.GetTensorDataAsSpan<float>();
        var voxels = logits.Length / (windows.Length * slabs.Length);
        if (logits.Length != (long)voxels * windows.Length * slabs.Length || voxels != tensor.SpatialShape.Aggregate(static (a, b) => a * b))
        {
            throw new ModelException("tensor-shape", $"model {Manifest.Id} gave {logits.Length} mask values for {windows.Length} windows and {slabs.Length} prompts");
        }

        for (var i = 0; i < windows.Length; i++)
        {
            for (var prompt = 0; prompt < slabs.Length; prompt++)
            {
                tensor.Accumulate(logits.Slice(((i * slabs.Length) + prompt) * voxels, voxels), windows[i], slabs[prompt]);
            }
        }
    }

    private Segmentation Finish(Volume volume, ModelLabel label, MaskProjector projector)
    {
        var mask = MaskComponents.RemoveSmall(projector.Mask, Manifest.Mask!.MinComponentMm3, volume.VoxelToWorld);
        return new Segmentation(label.Target, label.Side, mask, projector.Score);
    }

    private float[] Embeddings(int[] rows)
    {
        var dimension = Manifest.Prompts!.Dimension;
        var embeddings = new float[rows.Length * dimension];
        for (var i = 0; i < rows.Length; i++) _prompts.AsSpan(rows[i] * dimension, dimension).CopyTo(embeddings.AsSpan(i * dimension));
        return embeddings;
    }

    private int RequireLabel(SegmentationPrompt prompt)
    {
        var row = LabelOf(prompt);
        return row >= 0
            ? row
            : throw new ModelException("unknown-prompt", $"model {Manifest.Id} has no prompt for {prompt.Target} ({prompt.Side})");
    }

    private int LabelOf(SegmentationPrompt prompt)
    {
        for (var i = 0; i < Manifest.Labels.Count; i++)
        {
            if (Manifest.Labels[i].Target == prompt.Target && Manifest.Labels[i].Side == prompt.Side) return i;
        }

        return -1;
    }
}
