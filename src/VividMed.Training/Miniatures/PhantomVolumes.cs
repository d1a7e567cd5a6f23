using VividMed.Datasets;
using VividMed.Inference;

namespace VividMed.Training;

/// <summary>Phantom chest CTs as a segmenter meets them, with their truth under the segmenter's prompts.</summary>
internal static class PhantomVolumes
{
    /// <summary>Names as SAT spells them, with the taxonomy id and side that each stands for.</summary>
    public static IReadOnlyList<ModelLabel> Prompts { get; } =
    [
        new("lung", "lung"),
        new("left lung", "lung", Laterality.Left),
        new("right lung", "lung", Laterality.Right),
        new("left lung upper lobe", "lung upper lobe", Laterality.Left),
        new("left lung lower lobe", "lung lower lobe", Laterality.Left),
        new("right lung upper lobe", "lung upper lobe", Laterality.Right),
        new("right lung middle lobe", "lung middle lobe", Laterality.Right),
        new("right lung lower lobe", "lung lower lobe", Laterality.Right),
        new("heart", "heart"),
        new("aorta", "aorta"),
        new("trachea", "trachea"),
        new("liver", "liver"),
        new("spleen", "spleen"),
        new("vertebrae", "vertebrae"),
        new("lung nodule", "lung nodule"),
        new("lung effusion", "pleural effusion"),
    ];

    public static PhantomChestCt Generate(int seed) => PhantomChestCt.Generate(seed);

    public static VolumeExample Make(int seed, VolumePreprocessing preparation)
    {
        var phantom = Generate(seed);
        var labels = Labels(phantom);
        var prepared = VolumePreparation.Prepare(phantom.ToVolume(), preparation);
        return new VolumeExample(
            prepared.Width, prepared.Height, prepared.Depth, prepared.Voxels,
            Array.ConvertAll(prepared.NearestSource(), index => labels[index]));
    }

    /// <summary>For every voxel of the phantom's own grid the prompts that it belongs to, one bit each.</summary>
    public static uint[] Labels(PhantomChestCt phantom)
    {
        var labels = new uint[phantom.Voxels.Length];
        foreach (var region in phantom.Anatomy.Concat(phantom.Findings))
        {
            var bits = 0u;
            for (var prompt = 0; prompt < Prompts.Count; prompt++)
            {
                if (Covers(Prompts[prompt], region)) bits |= 1u << prompt;
            }

            if (bits == 0) continue;
            for (var i = 0; i < labels.Length; i++)
            {
                if (region.Mask[i]) labels[i] |= bits;
            }
        }

        return labels;
    }

    private static bool Covers(ModelLabel prompt, PhantomRegion region) =>
        prompt.Target == region.Target
        && (prompt.Side == Laterality.None || prompt.Side == SideOf(region.Side));

    private static Laterality SideOf(PatientSide side) => side switch
    {
        PatientSide.Left => Laterality.Left,
        PatientSide.Right => Laterality.Right,
        _ => Laterality.None,
    };
}
