using VividMed.Imaging.Geometry;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;
using VividMed.Phantoms;
using VividMed.Taxonomy;
using VividMed.Training.Networks;

namespace VividMed.Training.Miniatures;

/// <summary>What one miniature segmenter has to outline, in what, and how large it is: all in which it differs from another.</summary>
/// <param name="Steps">What the committed model was trained with.</param>
/// <param name="PoolSize">Examples held while it learns.</param>
/// <param name="LeastMm3">A part of a mask that is smaller is none.</param>
internal sealed record SegmenterTask(
    string Id, Modality Modality, int Steps, int PoolSize, SegmenterNetwork Network, VolumePreprocessing Preparation, double LeastMm3, SegmenterPromptSet Prompts)
{
    /// <summary>A phantom as they usually are, of a seed.</summary>
    public required Func<int, PhantomVolume> Usual { get; init; }

    /// <summary>One with more findings than phantoms usually have; any may come out, so that what is absent is learned too.</summary>
    public required Func<int, PhantomVolume> Rich { get; init; }

    /// <summary>A phantom on the prepared grid, with its truth.</summary>
    public VolumeExample Example(PhantomVolume phantom)
    {
        var labels = PhantomLabels.Of(Prompts.Labels, phantom.Regions, phantom.Volume.Voxels.Length);
        var prepared = VolumePreparation.Prepare(phantom.Volume, Preparation);
        return new VolumeExample(
            prepared.Width, prepared.Height, prepared.Depth, prepared.Voxels,
            Array.ConvertAll(prepared.NearestSource(), index => labels[index]));
    }
}

/// <summary>A phantom of any kind, with all that is in it.</summary>
internal sealed record PhantomVolume(Volume Volume, IReadOnlyList<PhantomRegion> Regions);

/// <summary>A segmenter's prompts, at most 32, and how its training treats them.</summary>
internal sealed class SegmenterPromptSet(IReadOnlyList<ModelLabel> labels, Func<ModelLabel, bool> isFine, Func<ModelLabel, bool> isFinding)
{
    public IReadOnlyList<ModelLabel> Labels { get; } = labels;

    /// <summary>Prompts of few voxels, whose loss takes every voxel; the others do with every second one along each axis.</summary>
    public int[] Fine { get; } = [.. Rows(labels, isFine)];

    public int[] Coarse { get; } = [.. Rows(labels, label => !isFine(label))];

    /// <summary>What each prompt counts in training, 1 on average: findings are small and often missing, so that they count more.</summary>
    public float[] Weights { get; } = Normalized([.. labels.Select(label => isFinding(label) ? 3f : 1f)]);

    private static IEnumerable<int> Rows(IReadOnlyList<ModelLabel> labels, Func<ModelLabel, bool> chosen) => Enumerable.Range(0, labels.Count).Where(row => chosen(labels[row]));

    private static float[] Normalized(float[] weights) => Array.ConvertAll(weights, weight => weight * weights.Length / weights.Sum());
}

/// <summary>A phantom on the segmenter's prepared grid, x fastest. Bit n of a label says that the voxel belongs to prompt n.</summary>
internal sealed record VolumeExample(int Width, int Height, int Depth, float[] Voxels, uint[] Labels);
