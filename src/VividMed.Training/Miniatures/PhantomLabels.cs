using VividMed.Inference.Manifests;
using VividMed.Phantoms;
using VividMed.Taxonomy;

namespace VividMed.Training.Miniatures;

/// <summary>The truth of a phantom under a model's labels.</summary>
internal static class PhantomLabels
{
    /// <summary>
    /// For every voxel of the phantom's own grid the labels that it belongs to: bit n for the nth label, of which there are at most 32.
    /// </summary>
    public static uint[] Of(IReadOnlyList<ModelLabel> labels, IEnumerable<PhantomRegion> regions, int voxels)
    {
        var bits = new uint[voxels];
        foreach (var region in regions)
        {
            var own = 0u;
            for (var label = 0; label < labels.Count; label++)
            {
                if (Covers(labels[label], region)) own |= 1u << label;
            }

            if (own == 0) continue;
            for (var i = 0; i < voxels; i++)
            {
                if (region.Mask[i]) bits[i] |= own;
            }
        }

        return bits;
    }

    private static bool Covers(ModelLabel label, PhantomRegion region) =>
        label.Target == region.Target && (label.Side == Side.None || label.Side == region.Side);
}
