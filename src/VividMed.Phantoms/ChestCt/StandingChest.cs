using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.ChestCt;

/// <summary>
/// The body of the CT phantom of the same seed as it stands before a detector: on a grid as fine as a radiograph asks for, without noise and
/// table, with shoulders, neck and clavicles, which a CT's field of view leaves out.
/// </summary>
/// <param name="Labels">For every voxel one bit for each of <paramref name="Names"/> that it belongs to.</param>
/// <param name="Names">
/// heart, lungs (with what is found in them), clavicles, aortic arch (its knob on the left), trachea, vertebrae; then the findings, from
/// <paramref name="FirstFinding"/> on, of which cardiomegaly is the heart again.
/// </param>
internal sealed record StandingChest(Volume Volume, uint[] Labels, IReadOnlyList<PhantomTarget> Names, int FirstFinding)
{
    private static readonly ChestStructure[] Parts =
    [
        ChestStructure.Heart, ChestStructure.RightUpperLobe, ChestStructure.LeftUpperLobe, ChestStructure.RightClavicle, ChestStructure.LeftClavicle,
        ChestStructure.AorticKnob, ChestStructure.Trachea, ChestStructure.Vertebrae,
    ];

    private const int RightLung = 1, LeftLung = 2;

    /// <param name="seed">Of the body and its findings.</param>
    /// <param name="grid">Voxels and spacing from side to side, from back to front and from foot to head.</param>
    public static StandingChest Draw(int seed, (int[] Sizes, double[] SpacingsMm) grid, IReadOnlyList<PhantomTarget>? requested, bool companions)
    {
        var plan = ChestFindingPlan.Draw(new PhantomRandom(seed, "plan"), requested);
        if (companions) plan = ChestFindingPlan.WithCompanion(plan, new PhantomRandom(seed, "companion"));
        var cardiomegaly = plan.Any(static finding => finding.Target.Target == "cardiomegaly");
        var canvas = new ChestCanvas(new ChestGrid(grid.Sizes, grid.SpacingsMm, "LIA", grid.SpacingsMm[1], new PhantomRandom(seed, "position")));
        var anatomy = new ChestAnatomy(new PhantomRandom(seed, "anatomy"), cardiomegaly, standing: true);
        anatomy.Paint(canvas);
        StandingParts.Paint(canvas, anatomy, new PhantomRandom(seed, "standing"));
        var painter = new ChestFindings(canvas, anatomy, new PhantomRandom(seed, "findings"), new FrontalShadows(canvas));
        PhantomRegion[] findings = [.. plan.Where(static finding => finding.Target.Target != "cardiomegaly").Select(finding => painter.Paint(finding.Target, finding.Lobe))];
        return new StandingChest(
            new Volume(canvas.Grid.Width, canvas.Grid.Height, canvas.Grid.Depth, canvas.Hounsfield, canvas.Grid.VoxelToWorld),
            LabelsOf(canvas, findings, cardiomegaly),
            [.. Parts.Select(Named), .. Enumerable.Repeat(new PhantomTarget("cardiomegaly", Side.None), cardiomegaly ? 1 : 0), .. findings.Select(static finding => new PhantomTarget(finding.Target, finding.Side))],
            Parts.Length);
    }

    private static PhantomTarget Named(ChestStructure part) =>
        ChestCtPainter.IsLobe(part) ? ChestCtPainter.Name(part) with { Target = "lung" } : ChestCtPainter.Name(part);

    private static uint[] LabelsOf(ChestCanvas canvas, PhantomRegion[] findings, bool cardiomegaly)
    {
        var bits = new uint[Enum.GetValues<ChestStructure>().Length];
        for (var part = 0; part < Parts.Length; part++) bits[(int)Parts[part]] = 1u << part;
        for (var lobe = ChestStructure.LeftUpperLobe; lobe <= ChestStructure.RightLowerLobe; lobe++) bits[(int)lobe] = 1u << (lobe <= ChestStructure.LeftLowerLobe ? LeftLung : RightLung);
        if (cardiomegaly) bits[(int)ChestStructure.Heart] |= 1u << Parts.Length;
        var labels = Array.ConvertAll(canvas.Structures, structure => bits[(int)structure]);
        for (var i = 0; i < findings.Length; i++)
        {
            var own = 1u << (Parts.Length + i + (cardiomegaly ? 1 : 0));
            // Fluid has taken its voxels from the lung, whose field it still is.
            if (findings[i].Target == "pleural effusion") own |= 1u << (findings[i].Side == Side.Left ? LeftLung : RightLung);
            var mask = findings[i].Mask;
            for (var at = mask.NextSet(0); at >= 0; at = mask.NextSet(at + 1)) labels[at] |= own;
        }

        return labels;
    }
}
