using VividMed.Taxonomy;

namespace VividMed.Phantoms.ChestCt;

/// <summary>Puts a phantom chest together: grid, anatomy, findings, noise, truth.</summary>
internal static class ChestCtPainter
{
    public static PhantomChestCt Draw(int seed, PhantomChestCtOptions options)
    {
        var plan = ChestFindingPlan.Draw(new PhantomRandom(seed, "plan"), options.Findings);
        if (options.Companions) plan = ChestFindingPlan.WithCompanion(plan, new PhantomRandom(seed, "companion"));
        var cardiomegaly = plan.Any(static finding => finding.Target.Target == "cardiomegaly");
        var canvas = new ChestCanvas(new ChestGrid(options, new PhantomRandom(seed, "position")));
        var anatomy = new ChestAnatomy(new PhantomRandom(seed, "anatomy"), cardiomegaly);
        anatomy.Paint(canvas);

        var painter = new ChestFindings(canvas, anatomy, new PhantomRandom(seed, "findings"));
        var findings = plan.Where(static finding => finding.Target.Target != "cardiomegaly")
            .Select(finding => painter.Paint(finding.Target, finding.Lobe)).ToList();
        var structures = Anatomy(canvas);
        if (cardiomegaly)
        {
            findings.Insert(
                0, structures.Single(static region => region.Target == "heart") with { Target = "cardiomegaly", Location = "heart" });
        }

        var grid = canvas.Grid;
        return new PhantomChestCt(
            grid.Width, grid.Height, grid.Depth, Digitize(canvas, seed, options.Noise), grid.VoxelToWorld, findings, structures);
    }

    public static bool IsLobe(ChestStructure structure) =>
        structure is >= ChestStructure.LeftUpperLobe and <= ChestStructure.RightLowerLobe;

    /// <summary>A structure's taxonomy id and side.</summary>
    public static PhantomTarget Name(ChestStructure structure) => structure switch
    {
        ChestStructure.LeftUpperLobe => new("lung upper lobe", Side.Left),
        ChestStructure.LeftLowerLobe => new("lung lower lobe", Side.Left),
        ChestStructure.RightUpperLobe => new("lung upper lobe", Side.Right),
        ChestStructure.RightMiddleLobe => new("lung middle lobe", Side.Right),
        ChestStructure.RightLowerLobe => new("lung lower lobe", Side.Right),
        ChestStructure.Heart => new("heart", Side.None),
        ChestStructure.Aorta => new("aorta", Side.None),
        ChestStructure.Trachea => new("trachea", Side.None),
        ChestStructure.LeftBronchus => new("main bronchus", Side.Left),
        ChestStructure.RightBronchus => new("main bronchus", Side.Right),
        ChestStructure.Vertebrae => new("vertebrae", Side.None),
        ChestStructure.LeftRib => new("rib", Side.Left),
        ChestStructure.RightRib => new("rib", Side.Right),
        ChestStructure.Sternum => new("sternum", Side.None),
        ChestStructure.Liver => new("liver", Side.None),
        ChestStructure.Spleen => new("spleen", Side.None),
        ChestStructure.LeftClavicle => new("clavicle", Side.Left),
        ChestStructure.RightClavicle => new("clavicle", Side.Right),
        ChestStructure.AorticKnob => new("aortic arch", Side.None),
        _ => throw new ArgumentOutOfRangeException(nameof(structure), structure, "no structure of the phantom chest"),
    };

    private static PhantomRegion[] Anatomy(ChestCanvas canvas)
    {
        var grid = canvas.Grid;
        var builders = Enum.GetValues<ChestStructure>().Where(static structure => structure is > ChestStructure.None and <= ChestStructure.Spleen).Select(Name).Select(Builder).ToArray();
        var (leftLung, rightLung) = (Builder(new("lung", Side.Left)), Builder(new("lung", Side.Right)));
        var at = 0;
        for (var k = 0; k < grid.Depth; k++)
        {
            for (var j = 0; j < grid.Height; j++)
            {
                for (var i = 0; i < grid.Width; i++)
                {
                    var structure = canvas.Structures[at++];
                    if (structure == ChestStructure.None) continue;
                    builders[(int)structure - 1].Add(i, j, k);
                    if (IsLobe(structure)) (structure <= ChestStructure.LeftLowerLobe ? leftLung : rightLung).Add(i, j, k);
                }
            }
        }

        return [.. new[] { leftLung, rightLung }.Concat(builders).Select(static builder => builder.Build())];

        RegionBuilder Builder(PhantomTarget target) => new(target.Target, target.Side, grid.Width, grid.Height, grid.Depth);
    }

    private static short[] Digitize(ChestCanvas canvas, int seed, double? noise)
    {
        var random = new PhantomRandom(seed, "noise");
        var deviation = (float)(noise ?? random.Between(12, 30));
        var voxels = new short[canvas.Hounsfield.Length];
        for (var at = 0; at < voxels.Length; at++)
        {
            voxels[at] = (short)Math.Clamp(MathF.Round(canvas.Hounsfield[at] + (deviation * random.Normal())), -1024, 3071);
        }

        return voxels;
    }
}
