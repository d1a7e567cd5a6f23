using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.ChestCt;

/// <summary>What a radiograph shows of a body beyond a CT's field of view, and names that a radiograph has of its own.</summary>
internal static class StandingParts
{
    private const double NeckRadius = 62;
    private const int ClaviclePieces = 6;
    private const int VesselsOfALung = 30;

    public static void Paint(ChestCanvas canvas, ChestAnatomy anatomy, PhantomRandom random)
    {
        CutShoulders(canvas, random);
        PaintSoftTissue(canvas, random);
        foreach (var side in (ReadOnlySpan<Side>)[Side.Right, Side.Left])
        {
            for (var vessel = 0; vessel < VesselsOfALung; vessel++) PaintVessel(canvas, anatomy, side, random);
        }

        foreach (var side in (ReadOnlySpan<Side>)[Side.Right, Side.Left]) PaintClavicle(canvas, side, random);
        NameKnob(canvas, anatomy.ArchTop);
    }

    /// <summary>Takes away what the trunk has above the shoulders' slope, but for the neck.</summary>
    private static void CutShoulders(ChestCanvas canvas, PhantomRandom random)
    {
        var (height, slope) = (random.Between(160.0, 172.0), random.Between(0.3, 0.45));
        canvas.Paint(new Box(-1000, -1000, 90, 1000, 1000, 1000), Above, -1000, ChestStructure.None);

        double Above(double x, double y, double z) => Math.Min(
            z - height + (slope * Math.Max(0, Math.Abs(x) - 40)), Math.Sqrt((x * x) + ((y + 25) * (y + 25))) - NeckRadius);
    }

    /// <summary>What hangs before the chest casts a faint shadow over the lower lungs; many have none.</summary>
    private static void PaintSoftTissue(ChestCanvas canvas, PhantomRandom random)
    {
        var (x, z, size, tissue) = (random.Between(64.0, 82.0), random.Between(-44.0, -14.0), random.Between(0.7, 1.2), random.Between(-60.0, 10.0));
        if (random.Chance(0.5)) return;
        foreach (var sign in (ReadOnlySpan<double>)[-1, 1])
        {
            canvas.Paint(
                ChestCanvas.Around(sign * x, 104, z, 60 * size, 40 * size, 54 * size),
                (u, v, w) => Math.Min(ChestCanvas.Ellipsoid(u - (sign * x), v - 104, w - z, 60 * size, 40 * size, 54 * size), v - 96), tissue, opacity: 0.9);
        }
    }

    /// <summary>A vessel from the hilum outward that forks into thinner ones; too fine for a CT's slices, it is a radiograph's lung markings.</summary>
    private static void PaintVessel(ChestCanvas canvas, ChestAnatomy anatomy, Side side, PhantomRandom random)
    {
        var from = (X: 28.0 * ChestAnatomy.Sign(side), Y: random.Between(-22.0, 12.0), Z: random.Between(-6.0, 22.0));
        var radius = random.Between(1.8, 3.6);
        var (dx, dy, dz) = (random.Between(0.2, 1) * ChestAnatomy.Sign(side), random.Between(-1.0, 1.0), random.Between(-1.2, 1.2));
        for (var step = 0; step < 8 && radius > 0.7; step++)
        {
            var to = (X: from.X + (11 * dx), Y: from.Y + (10 * dy), Z: from.Z + (11 * dz));
            if (step > 1 && anatomy.Lung(to.X, to.Y, to.Z, side) < 4) return;
            if (!ChestCtPainter.IsLobe(canvas.StructureAt(to.X, to.Y, to.Z)) && step > 1) return;
            canvas.PaintTube(from, to, radius, 20, opacity: 0.7);
            (from, radius) = (to, radius * 0.86);
            (dx, dy, dz) = (dx + random.Between(-0.35, 0.35), dy + random.Between(-0.35, 0.35), dz + random.Between(-0.35, 0.35));
        }
    }

    /// <summary>From the sternum outward, backward and a little up, bent like an S, a dense shell round a lighter core.</summary>
    private static void PaintClavicle(ChestCanvas canvas, Side side, PhantomRandom random)
    {
        var sign = ChestAnatomy.Sign(side);
        var (medial, rise, bend) = (random.Between(90.0, 100.0), random.Between(6.0, 20.0), random.Between(2.0, 5.0));
        var structure = side == Side.Right ? ChestStructure.RightClavicle : ChestStructure.LeftClavicle;
        foreach (var (radius, bone) in (ReadOnlySpan<(double, double)>)[(6.2, 760), (3.2, 260)])
        {
            (double X, double Y, double Z)? last = null;
            for (var piece = 0; piece <= ClaviclePieces; piece++)
            {
                var share = (double)piece / ClaviclePieces;
                var next = (X: sign * (16 + (118 * share)), Y: 74 - (82 * share * share), Z: medial + (rise * share) + (bend * Math.Sin(2 * Math.PI * share)));
                if (last is { } from) canvas.PaintTube(from, next, radius, bone, structure);
                last = next;
            }
        }
    }

    /// <summary>A reader of radiographs calls aortic arch what stands out of the mediastinum on the left.</summary>
    private static void NameKnob(ChestCanvas canvas, double archTop) => canvas.Visit(
        new Box(-60, -80, archTop - 32, -8, 60, archTop + 24),
        (x, _, z) => Math.Min(-8 - x, z - archTop + 32),
        (at, _, _, _, _, inside) =>
        {
            if (inside && canvas.Structures[at] == ChestStructure.Aorta) canvas.Structures[at] = ChestStructure.AorticKnob;
        });
}
