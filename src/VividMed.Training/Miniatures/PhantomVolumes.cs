using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;
using VividMed.Phantoms;
using VividMed.Phantoms.ChestCt;
using VividMed.Taxonomy;

namespace VividMed.Training.Miniatures;

/// <summary>Phantom chest CTs as a segmenter meets them, with their truth under the segmenter's prompts.</summary>
internal static class PhantomVolumes
{
    /// <summary>Names as SAT spells them, with the taxonomy id and side that each stands for.</summary>
    public static IReadOnlyList<ModelLabel> Prompts { get; } =
    [
        new("lung", "lung"),
        new("left lung", "lung", Side.Left),
        new("right lung", "lung", Side.Right),
        new("lung upper lobe", "lung upper lobe"),
        new("lung lower lobe", "lung lower lobe"),
        new("left lung upper lobe", "lung upper lobe", Side.Left),
        new("left lung lower lobe", "lung lower lobe", Side.Left),
        new("right lung upper lobe", "lung upper lobe", Side.Right),
        new("right lung middle lobe", "lung middle lobe", Side.Right),
        new("right lung lower lobe", "lung lower lobe", Side.Right),
        new("heart", "heart"),
        new("aorta", "aorta"),
        new("trachea", "trachea"),
        new("bronchie", "main bronchus"),
        new("vertebrae", "vertebrae"),
        new("rib", "rib"),
        new("left rib", "rib", Side.Left),
        new("right rib", "rib", Side.Right),
        new("sternum", "sternum"),
        new("liver", "liver"),
        new("spleen", "spleen"),
        new("lung nodule", "lung nodule"),
        new("lung effusion", "pleural effusion"),
    ];

    /// <summary>Prompts of few voxels, whose loss takes every voxel; the others do with every second one along each axis.</summary>
    public static int[] Fine { get; } = Rows(static prompt => prompt.Target is "lung nodule" or "main bronchus");

    public static int[] Coarse { get; } = [.. Enumerable.Range(0, Prompts.Count).Except(Fine)];

    /// <summary>What each prompt counts in training, 1 on average: findings are small and often missing, so that they count more.</summary>
    public static float[] Weights { get; } = Normalized(
        [.. Prompts.Select(static prompt => prompt.Target is "lung nodule" or "pleural effusion" ? 3f : 1f)]);

    public static VolumeExample Make(int seed, VolumePreprocessing preparation) => Make(PhantomChestCt.Generate(seed), preparation);

    /// <summary>
    /// An example with more findings than phantoms usually have; any phantom may come out, so that what is absent is learned too.
    /// </summary>
    public static VolumeExample MakeRich(int seed, VolumePreprocessing preparation) =>
        Make(PhantomChestCt.Generate(seed, new PhantomChestCtOptions { Findings = Findings(new Random(seed)) }), preparation);

    private static PhantomTarget[] Findings(Random random)
    {
        (string Target, double Chance)[] chances =
            [("lung nodule", 0.6), ("pleural effusion", 0.25), ("pulmonary consolidation", 0.15), ("atelectasis", 0.12)];
        var findings =
            from chance in chances
            from side in (Side[])[Side.Left, Side.Right]
            where random.NextDouble() < chance.Chance
            select new PhantomTarget(chance.Target, side);
        return random.NextDouble() < 0.15 ? [.. findings, new PhantomTarget("cardiomegaly", Side.None)] : [.. findings];
    }

    private static VolumeExample Make(PhantomChestCt phantom, VolumePreprocessing preparation)
    {
        var labels = Labels(phantom);
        var prepared = VolumePreparation.Prepare(phantom.ToVolume(), preparation);
        return new VolumeExample(
            prepared.Width, prepared.Height, prepared.Depth, prepared.Voxels,
            Array.ConvertAll(prepared.NearestSource(), index => labels[index]));
    }

    public static uint[] Labels(PhantomChestCt phantom) =>
        PhantomLabels.Of(Prompts, phantom.Anatomy.Concat(phantom.Findings), phantom.Voxels.Length);

    private static float[] Normalized(float[] weights) => Array.ConvertAll(weights, weight => weight * weights.Length / weights.Sum());

    private static int[] Rows(Func<ModelLabel, bool> chosen) => [.. Enumerable.Range(0, Prompts.Count).Where(row => chosen(Prompts[row]))];
}

/// <summary>A phantom on the segmenter's prepared grid, x fastest. Bit n of a label says that the voxel belongs to prompt n.</summary>
internal sealed record VolumeExample(int Width, int Height, int Depth, float[] Voxels, uint[] Labels);
