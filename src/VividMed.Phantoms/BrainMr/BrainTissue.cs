namespace VividMed.Phantoms.BrainMr;

/// <summary>What a head is made of, as far as an MR tells it apart.</summary>
internal enum BrainTissue
{
    Fat,
    Bone,
    Muscle,
    Fluid,
    Gray,
    White,
    Cerebellum,
    Brainstem,
    MassRim,
    MassCore,
    Infarct,
    Collection,
}

/// <summary>How bright each tissue is, a little different in every scan: 0 dark, 1 the brightest.</summary>
internal sealed class TissueSignals
{
    private static readonly Dictionary<BrainTissue, (double T1, double T2)> Usual = new()
    {
        [BrainTissue.Fat] = (0.92, 0.62),
        [BrainTissue.Bone] = (0.08, 0.07),
        [BrainTissue.Muscle] = (0.38, 0.26),
        [BrainTissue.Fluid] = (0.14, 0.96),
        [BrainTissue.Gray] = (0.50, 0.56),
        [BrainTissue.White] = (0.72, 0.38),
        [BrainTissue.Cerebellum] = (0.56, 0.50),
        [BrainTissue.Brainstem] = (0.66, 0.40),
        [BrainTissue.MassRim] = (0.95, 0.66),
        [BrainTissue.MassCore] = (0.30, 0.84),
        [BrainTissue.Infarct] = (0.34, 0.78),
        [BrainTissue.Collection] = (0.86, 0.22),
    };

    private readonly double[] _signals;

    public TissueSignals(MrContrast contrast, PhantomRandom random) =>
        _signals = [.. Enum.GetValues<BrainTissue>().Select(tissue => (contrast == MrContrast.T1 ? Usual[tissue].T1 : Usual[tissue].T2) * random.Between(0.93, 1.07))];

    public double Of(BrainTissue tissue) => _signals[(int)tissue];
}
