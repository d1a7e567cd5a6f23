using VividMed.Inference.Manifests;
using VividMed.Phantoms;
using VividMed.Phantoms.ChestCt;
using VividMed.Taxonomy;

namespace VividMed.Training.Miniatures;

/// <summary>phantom-sat-mini: what is in phantom chest CTs.</summary>
internal static class ChestSegmenter
{
    public static SegmenterTask Task { get; } = new(
        "phantom-sat-mini", Modality.Ct, Steps: 2000, PoolSize: 240,
        new(X: 64, Y: 64, Z: 48, PromptWidth: 64, Channels: [32, 32, 64, 96]),
        new VolumePreprocessing(
            Channels: 1, VolumeAxisOrder.Zyx, [new ResampleStep([3.5, 3.5, 6]), new CropForegroundStep(Above: 0), new ClipStep(-1000, 1000), new ZScoreStep()]),
        LeastMm3: 600, new SegmenterPromptSet(Labels(), static label => label.Target is "lung nodule" or "main bronchus", static label => label.Target is "lung nodule" or "pleural effusion"))
    {
        Usual = static seed => Of(PhantomChestCt.Generate(seed)),
        Rich = static seed => Of(PhantomChestCt.Generate(seed, new PhantomChestCtOptions { Findings = Findings(new Random(seed)) })),
    };

    /// <summary>Names as SAT spells them, with the taxonomy id and side that each stands for.</summary>
    private static ModelLabel[] Labels() =>
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

    private static PhantomVolume Of(PhantomChestCt chest) => new(chest.ToVolume(), [.. chest.Anatomy, .. chest.Findings]);

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
}
