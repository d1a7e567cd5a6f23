namespace VividMed.Phantoms.ChestCt;

/// <summary>
/// Paints findings into a finished chest and keeps the truth. Nothing leaves its lobe; fluid takes its voxels from the lung.
/// </summary>
/// <param name="shadows">
/// Of a standing chest: fluid gathers at the base, and what a radiograph could not show in its place is put elsewhere where there is room.
/// </param>
internal sealed class ChestFindings(ChestCanvas canvas, ChestAnatomy anatomy, PhantomRandom random, FrontalShadows? shadows = null)
{
    private const int AllAround = 14;

    public PhantomRegion Paint(PhantomTarget target, ChestStructure lobe) => target.Target switch
    {
        "pleural effusion" => Effusion(target),
        "lung nodule" => Nodule(target, lobe),
        "pulmonary consolidation" => Consolidation(target, lobe),
        _ => Atelectasis(target, lobe),
    };

    private PhantomRegion Effusion(PhantomTarget target)
    {
        var region = Region(target, null);
        var (level, fluid) = (random.Between(-56, -32), random.Between(6, 20));
        canvas.Visit(
            ChestAnatomy.LungBounds(target.Side),
            shadows is null ? Lying : shadows.Fluid(anatomy, target.Side, level),
            (at, i, j, k, share, inside) =>
            {
                if (!ChestCtPainter.IsLobe(canvas.Structures[at])) return;
                canvas.Hounsfield[at] += (float)((fluid - canvas.Hounsfield[at]) * share);
                if (!inside) return;
                canvas.Structures[at] = ChestStructure.None;
                region.Add(i, j, k);
            });
        return region.Build();

        double Lying(double x, double y, double z) => Math.Min(anatomy.Lung(x, y, z, target.Side), level - (0.34 * (z + 75)) - y);
    }

    private PhantomRegion Nodule(PhantomTarget target, ChestStructure lobe)
    {
        var radius = random.Between(7.0, 13.0);
        var (x, y, z) = Center(lobe, radius + 2);
        return PaintInLobe(
            target, lobe, radius, 1, random.Between(10, 70), 0,
            (u, v, w) => ChestCanvas.Ellipsoid(u - x, v - y, w - z, radius, radius, radius), (x, y, z));
    }

    private PhantomRegion Consolidation(PhantomTarget target, ChestStructure lobe)
    {
        var (rx, ry, rz) = (random.Between(22, 32), random.Between(22, 32), random.Between(22, 34));
        var (x, y, z) = Center(lobe, 12);
        return PaintInLobe(target, lobe, 34, 0.88, 15, 70, (u, v, w) => ChestCanvas.Ellipsoid(u - x, v - y, w - z, rx, ry, rz), (x, y, z));
    }

    private PhantomRegion Atelectasis(PhantomTarget target, ChestStructure lobe)
    {
        var (thickness, tilt) = (random.Between(5.0, 7.5), random.Between(-0.3, 0.3));
        var (x, y, z) = Center(lobe, 16);
        return PaintInLobe(target, lobe, 36, 0.85, 20, 25, (u, v, w) => Math.Min(
            thickness - Math.Abs(w - z - (tilt * (v - y))), ChestCanvas.Ellipsoid(u - x, v - y, w - z, 34, 34, 34)), (x, y, z));
    }

    private PhantomRegion PaintInLobe(
        PhantomTarget target,
        ChestStructure lobe,
        double reach,
        double opacity,
        double hounsfield,
        double texture,
        Func<double, double, double, double> depth,
        (double X, double Y, double Z) center)
    {
        var region = Region(target, ChestCtPainter.Name(lobe).Target);
        canvas.Visit(ChestCanvas.Around(center.X, center.Y, center.Z, reach, reach, reach), depth, (at, i, j, k, share, inside) =>
        {
            if (canvas.Structures[at] != lobe) return;
            canvas.Hounsfield[at] += (float)((hounsfield + (texture * random.Normal()) - canvas.Hounsfield[at]) * share * opacity);
            if (inside) region.Add(i, j, k);
        });
        shadows?.Take(center.X, center.Z, reach);
        return region.Build();
    }

    /// <summary>
    /// A point of the lobe with the lobe all round it at the given distance in mm; where none is found, the best one seen.
    /// </summary>
    private (double X, double Y, double Z) Center(ChestStructure lobe, double clearance)
    {
        var voxels = Enumerable.Range(0, canvas.Structures.Length).Where(at => canvas.Structures[at] == lobe).ToArray();
        var best = (Around: -1, X: 0.0, Y: 0.0, Z: 0.0);
        var wanted = shadows is null ? AllAround : AllAround + FrontalShadows.Seen;
        for (var attempt = 0; attempt < 200 && best.Around < wanted; attempt++)
        {
            var at = random.Pick(voxels);
            var slice = canvas.Grid.Width * canvas.Grid.Height;
            var (x, y, z) = canvas.Grid.ToPatient(at % canvas.Grid.Width, at % slice / canvas.Grid.Width, at / slice);
            var around = Directions().Count(
                d => canvas.StructureAt(x + (d.X * clearance), y + (d.Y * clearance), z + (d.Z * clearance)) == lobe);
            if (shadows is not null) around += shadows.At(x, z, ChestCtPainter.Name(lobe).Side, clearance);
            if (around > best.Around) best = (around, x, y, z);
        }

        return (best.X, best.Y, best.Z);
    }

    private static IEnumerable<(double X, double Y, double Z)> Directions()
    {
        for (var axis = 0; axis < 3; axis++)
        {
            yield return (axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
            yield return (axis == 0 ? -1 : 0, axis == 1 ? -1 : 0, axis == 2 ? -1 : 0);
        }

        for (var corner = 0; corner < 8; corner++)
        {
            yield return ((corner & 1) == 0 ? 0.577 : -0.577, (corner & 2) == 0 ? 0.577 : -0.577, (corner & 4) == 0 ? 0.577 : -0.577);
        }
    }

    private RegionBuilder Region(PhantomTarget target, string? location) =>
        new(target.Target, target.Side, canvas.Grid.Width, canvas.Grid.Height, canvas.Grid.Depth, location);
}
