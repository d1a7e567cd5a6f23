using VividMed.Phantoms.ChestCt;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.BrainMr;

/// <summary>Puts a phantom head together: grid, anatomy, findings, the scanner's own doing, truth.</summary>
internal static class BrainMrPainter
{
    /// <summary>From side to side, from back to front and from foot to head, in mm.</summary>
    private static readonly double[] FieldOfView = [196, 238, 216];

    private static readonly string[] Orientations = ["LPS", "RAS", "LAS", "PIR", "ASL"];

    /// <summary>How far a head is turned to the side, in radians.</summary>
    private const double Turn = 0.14;

    public static PhantomBrainMr Draw(int seed, PhantomBrainMrOptions options)
    {
        var plan = BrainFindingPlan.Draw(new PhantomRandom(seed, "plan"), options.Findings);
        var random = new PhantomRandom(seed, "scan");
        var (spacing, thicker) = (random.Between(2.4, 3.2), random.Between(1, 1.33));
        var (orientation, contrast) = (random.Pick(Orientations), random.Chance(0.5) ? MrContrast.T1 : MrContrast.T2);
        (spacing, orientation, contrast) = (options.Spacing ?? spacing, options.Orientation ?? orientation, options.Contrast ?? contrast);
        double[] spacings = [spacing, spacing, spacing * thicker];
        int[] sizes = [.. FieldOfView.Zip(spacings, static (field, step) => (int)Math.Round(field / step))];
        var grid = new ChestGrid(sizes, spacings, orientation, spacing, new PhantomRandom(seed, "position"), Turn);

        var hydrocephalus = plan.Any(static finding => finding.Target == BrainFindings.Hydrocephalus);
        var canvas = new BrainCanvas(grid, new TissueSignals(contrast, new PhantomRandom(seed, "signals")));
        new BrainAnatomy(new PhantomRandom(seed, "anatomy"), hydrocephalus).Paint(canvas);
        var painter = new BrainFindings(canvas, new PhantomRandom(seed, "findings"));
        var findings = plan.Where(static finding => finding.Target != BrainFindings.Hydrocephalus).Select(painter.Paint).ToList();
        var anatomy = Anatomy(canvas, out var ventricles);
        if (hydrocephalus) findings.Insert(0, ventricles);
        return new PhantomBrainMr(
            grid.Width, grid.Height, grid.Depth, MrScanner.Digitize(canvas, new PhantomRandom(seed, "scanner")), grid.VoxelToWorld, contrast, findings, anatomy);
    }

    private static PhantomRegion[] Anatomy(BrainCanvas canvas, out PhantomRegion ventricles)
    {
        var grid = canvas.Grid;
        var (brain, wide) = (Builder("brain", Side.None), Builder(BrainFindings.Hydrocephalus, Side.None, "lateral ventricle"));
        RegionBuilder[] parts =
        [
            Builder(BrainFindings.Hemisphere, Side.Left), Builder(BrainFindings.Hemisphere, Side.Right), Builder("lateral ventricle", Side.Left),
            Builder("lateral ventricle", Side.Right), Builder("cerebellum", Side.None), Builder("brainstem", Side.None),
        ];
        var at = 0;
        for (var k = 0; k < grid.Depth; k++)
        {
            for (var j = 0; j < grid.Height; j++)
            {
                for (var i = 0; i < grid.Width; i++)
                {
                    var structure = canvas.Structures[at++];
                    if (structure == BrainStructure.None) continue;
                    brain.Add(i, j, k);
                    parts[(int)structure - 1].Add(i, j, k);
                    if (structure is BrainStructure.LeftVentricle or BrainStructure.RightVentricle) wide.Add(i, j, k);
                }
            }
        }

        ventricles = wide.Build();
        return [brain.Build(), .. parts.Select(static part => part.Build())];

        RegionBuilder Builder(string target, Side side, string? location = null) => new(target, side, grid.Width, grid.Height, grid.Depth, location);
    }
}
