using VividMed.Inference.Manifests;
using VividMed.Phantoms;
using VividMed.Phantoms.BrainMr;
using VividMed.Taxonomy;

namespace VividMed.Training.Miniatures;

/// <summary>phantom-mr-mini: what is in phantom heads. Coarser and narrower than the one of chests: it is trained in minutes.</summary>
internal static class HeadSegmenter
{
    private static readonly string[] Findings = ["brain mass", "cerebral infarct", "subdural collection"];

    public static SegmenterTask Task { get; } = new(
        "phantom-mr-mini", Modality.Mr, Steps: 1700, PoolSize: 160,
        new(X: 48, Y: 64, Z: 48, PromptWidth: 48, Channels: [16, 32, 32, 64]),
        // No units: what is dark and bright in this very scan decides.
        new VolumePreprocessing(
            Channels: 1, VolumeAxisOrder.Zyx, [new ResampleStep([4, 4, 4]), new ClipPercentilesStep(1, 99.5), new ZScoreStep()]),
        LeastMm3: 600,
        new SegmenterPromptSet(
            Labels(), static label => label.Target is "lateral ventricle" or "brainstem" || Findings.Contains(label.Target, StringComparer.Ordinal),
            static label => Findings.Contains(label.Target, StringComparer.Ordinal)))
    {
        Usual = static seed => Of(PhantomBrainMr.Generate(seed)),
        Rich = static seed => Of(PhantomBrainMr.Generate(seed, new PhantomBrainMrOptions { Spacing = 3.1, Findings = Wanted(new Random(seed)) })),
    };

    private static ModelLabel[] Labels() =>
    [
        new("brain", "brain"),
        new("cerebral hemisphere", "cerebral hemisphere"),
        new("left cerebral hemisphere", "cerebral hemisphere", Side.Left),
        new("right cerebral hemisphere", "cerebral hemisphere", Side.Right),
        new("lateral ventricle", "lateral ventricle"),
        new("left lateral ventricle", "lateral ventricle", Side.Left),
        new("right lateral ventricle", "lateral ventricle", Side.Right),
        new("cerebellum", "cerebellum"),
        new("brainstem", "brainstem"),
        .. Findings.Select(static name => new ModelLabel(name, name)),
    ];

    private static PhantomVolume Of(PhantomBrainMr head) => new(head.ToVolume(), [.. head.Anatomy, .. head.Findings]);

    private static PhantomTarget[] Wanted(Random random)
    {
        (string Target, double Chance)[] chances = [("brain mass", 0.4), ("cerebral infarct", 0.35), ("subdural collection", 0.3)];
        var findings =
            from chance in chances
            from side in (Side[])[Side.Left, Side.Right]
            where random.NextDouble() < chance.Chance
            select new PhantomTarget(chance.Target, side);
        // Of two findings of one hemisphere the later one is painted over the other: each side keeps one of mass and infarct.
        var kept = findings.ToList();
        kept.RemoveAll(finding => finding.Target == "cerebral infarct" && kept.Contains(new PhantomTarget("brain mass", finding.Side)));
        return random.NextDouble() < 0.3 ? [.. kept, new PhantomTarget("hydrocephalus", Side.None)] : [.. kept];
    }
}
