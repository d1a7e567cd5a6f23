using System.Runtime.InteropServices;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Models;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Segmenters;

/// <summary>
/// An open segmenter for volumes. A prompt segmenter (SAT, VoxTell): image [B, channels, window] and prompts [N, dimension] give one
/// independent mask a prompt. A class segmenter (nnU-Net, TotalSegmentator): image gives one channel a class. Thread-safe; one
/// instance serves a whole process.
/// </summary>
public sealed class SegmenterModel : LoadedModel
{
    private readonly float[] _prompts;

    private SegmenterModel(ModelSession session)
        : base(session) =>
        _prompts = Manifest.Prompts is { } table
            ? MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Manifest.PathOf(table.File))).ToArray()
            : [];

    /// <exception cref="ModelException"><c>wrong-kind</c>, <c>model-unreadable</c>, <c>provider-unavailable</c>, <c>tensor-missing</c>,
    /// <c>tensor-type</c>, <c>tensor-shape</c> ...</exception>
    public static SegmenterModel Open(ModelManifest manifest, ExecutionOptions options)
    {
        RequireKind(manifest);
        return Open(manifest, options, static session =>
        {
            ExpectContract(session);
            return new SegmenterModel(session);
        });
    }

    /// <summary>What a manifest alone tells of whether it can be opened as one.</summary>
    /// <exception cref="ModelException"><c>wrong-kind</c>.</exception>
    public static void RequireKind(ModelManifest manifest)
    {
        if (manifest.Kind == ModelKind.Detector || manifest.Volume is null)
        {
            throw new ModelException("wrong-kind", $"model {manifest.Id} is no segmenter for volumes: 'vividmed models list' shows what each is");
        }
    }

    /// <summary>Whether the model has a label for a target and side.</summary>
    public bool Supports(SegmentationPrompt prompt) => LabelOf(prompt) >= 0;

    /// <summary>
    /// What segmenting a volume takes: windows, calls and memory. Exact where the manifest does not crop; a crop can but lower it.
    /// </summary>
    /// <exception cref="ModelException"><c>volume-invalid</c>.</exception>
    public SegmentationPlan Plan(VolumeGrid volume, int prompts) =>
        SegmentationPlan.For(volume, VolumePreparation.Grid(volume, Manifest.Volume!), Manifest, Session.Options, prompts);

    /// <summary>As <see cref="Plan(VolumeGrid, int)"/>, exactly, for a volume that is prepared.</summary>
    /// <exception cref="ModelException"><c>memory-limit</c>.</exception>
    public SegmentationPlan Plan(PreparedVolume prepared, VolumeGrid original, int prompts) =>
        SegmentationPlan.For(original, prepared.Grid, Manifest, Session.Options, prompts);

    /// <summary>Makes the model's grid of a volume: work for the processor, done ahead of the device.</summary>
    /// <exception cref="ModelException"><c>volume-invalid</c>.</exception>
    public PreparedVolume Prepare(Volume volume) => VolumePreparation.Prepare(volume, Manifest.Volume!);

    /// <summary>
    /// Outlines every prompt on the grid of the volume as given, in the order of the prompts. At no time are more than the
    /// prepared volume, one slab of slices a prompt of the same call, and the packed masks held.
    /// </summary>
    /// <exception cref="ModelException"><c>unknown-prompt</c>, <c>volume-invalid</c>, <c>memory-limit</c> or <c>run-failed</c>.</exception>
    public IReadOnlyList<Segmentation> Segment(
        Volume volume, IReadOnlyList<SegmentationPrompt> prompts, CancellationToken cancellationToken)
    {
        var labels = prompts.Select(RequireLabel).ToArray();
        return labels.Length == 0 ? [] : Segment(Prepare(volume), volume.Grid, labels, cancellationToken).Finish();
    }

    /// <summary>Runs the windows of a volume that was prepared before.</summary>
    /// <param name="original">The grid that the masks are to be on: that of the volume as it was before preparation.</param>
    /// <exception cref="ModelException"><c>unknown-prompt</c>, <c>memory-limit</c> or <c>run-failed</c>.</exception>
    public PendingSegmentation SegmentPrepared(
        PreparedVolume prepared, VolumeGrid original, IReadOnlyList<SegmentationPrompt> prompts, CancellationToken cancellationToken) =>
        Segment(prepared, original, [.. prompts.Select(RequireLabel)], cancellationToken);

    private static void ExpectContract(ModelSession session)
    {
        var manifest = session.Manifest;
        var (volume, mask) = (manifest.Volume!, manifest.Mask!);
        var space = volume.Space(manifest.Window!);
        session.ExpectNoOtherInputs();
        session.ExpectInput("image", ElementKind.Real, Axes(volume.Channels, volume.Layout, volume.Batched));
        if (volume.Second is { } second) session.ExpectInput("second", ElementKind.Real, Axes(second.Channels, volume.Layout, volume.Batched));
        if (manifest.Prompts is { } prompts) session.ExpectInput("prompts", ElementKind.Real, -1, prompts.Dimension);
        session.ExpectOutput(
            "masks", ElementKind.Map, Axes(manifest.Kind == ModelKind.ClassSegmenter ? manifest.ClassCount : -1, mask.Layout, mask.Batched));
        session.ExpectBatch("window.batchHint", manifest.Window!.BatchHint);

        int[] Axes(int channels, TensorLayout? layout, bool? batched) =>
            [.. batched == false ? (int[])[] : [-1], .. ChannelOrder.Axes(channels, space, layout)];
    }

    private PendingSegmentation Segment(PreparedVolume prepared, VolumeGrid original, int[] labels, CancellationToken cancellationToken)
    {
        var plan = SegmentationPlan.For(original, prepared.Grid, Manifest, Session.Options, labels.Length);
        var masks = new List<MaskTarget>(labels.Length);
        foreach (var chunk in labels.Chunk(plan.PromptsPerCall))
        {
            masks.AddRange(new SegmentationRun(Session, prepared, original, chunk, Embeddings(chunk)).Complete(cancellationToken));
        }

        return new PendingSegmentation(() => [.. masks.Select(target => Finish(target, original.VoxelToWorld))]);
    }

    private Segmentation Finish(MaskTarget target, Affine voxelToWorld)
    {
        var decoding = Manifest.Mask!;
        var mask = decoding.MinComponentMm3 > 0
            ? MaskComponents.RemoveSmall(target.Mask, decoding.MinComponentMm3, voxelToWorld)
            : target.Mask;
        if (decoding.KeepLargest && MaskComponents.Split(mask) is [var largest, ..]) mask = largest;
        return new Segmentation(target.Label.Target, target.Label.Side, mask, target.Score);
    }

    private float[] Embeddings(int[] labels)
    {
        if (Manifest.Prompts is not { Dimension: var dimension }) return [];
        var embeddings = new float[labels.Length * dimension];
        for (var i = 0; i < labels.Length; i++)
        {
            _prompts.AsSpan(Manifest.IndexOf(labels[i]) * dimension, dimension).CopyTo(embeddings.AsSpan(i * dimension));
        }

        return embeddings;
    }

    private int RequireLabel(SegmentationPrompt prompt)
    {
        var label = LabelOf(prompt);
        return label >= 0
            ? label
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
