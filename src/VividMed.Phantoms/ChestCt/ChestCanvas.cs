using VividMed.Imaging.Geometry;

namespace VividMed.Phantoms.ChestCt;

/// <summary>
/// Tissue painted over tissue on a grid. A shape is a depth function in patient mm (positive inside);
/// voxels at a border mix both tissues, as partial volume does, and belong to the shape where its depth is positive.
/// </summary>
internal sealed class ChestCanvas(ChestGrid grid)
{
    public ChestGrid Grid { get; } = grid;

    public float[] Hounsfield { get; } = NewAir(grid);

    public ChestStructure[] Structures { get; } = new ChestStructure[grid.Width * grid.Height * grid.Depth];

    /// <summary>Paints a shape within its bounds. <paramref name="structure"/> null leaves the structures as they are.</summary>
    public void Paint(
        Box bounds, Func<double, double, double, double> depth, double hounsfield, ChestStructure? structure = null, double opacity = 1) =>
        Visit(bounds, depth, (at, _, _, _, share, inside) =>
        {
            Hounsfield[at] += (float)((hounsfield - Hounsfield[at]) * share * opacity);
            if (inside && structure is { } owner) Structures[at] = owner;
        });

    /// <summary>
    /// Calls back for each voxel that a shape touches: its index, its coordinates, the share of it inside and whether its center is inside.
    /// </summary>
    public void Visit(Box bounds, Func<double, double, double, double> depth, Action<int, int, int, int, double, bool> visit)
    {
        var (x0, x1, y0, y1, z0, z1) = Grid.Range(bounds);
        for (var k = z0; k < z1; k++)
        {
            for (var j = y0; j < y1; j++)
            {
                for (var i = x0; i < x1; i++)
                {
                    var (x, y, z) = Grid.ToPatient(i, j, k);
                    var inside = depth(x, y, z);
                    var share = (inside / Grid.Softness) + 0.5;
                    if (share > 0) visit(Index(i, j, k), i, j, k, Math.Min(share, 1), inside > 0);
                }
            }
        }
    }

    public void PaintEllipsoid(
        double x, double y, double z, double rx, double ry, double rz, double hounsfield, ChestStructure? structure = null,
        double opacity = 1) =>
        Paint(Around(x, y, z, rx, ry, rz), (u, v, w) => Ellipsoid(u - x, v - y, w - z, rx, ry, rz), hounsfield, structure, opacity);

    /// <summary>A tube from point to point with the given radius.</summary>
    public void PaintTube(
        (double X, double Y, double Z) from, (double X, double Y, double Z) to, double radius, double hounsfield,
        ChestStructure? structure = null, double opacity = 1)
    {
        var (dx, dy, dz) = (to.X - from.X, to.Y - from.Y, to.Z - from.Z);
        var squared = Math.Max((dx * dx) + (dy * dy) + (dz * dz), 1e-9);
        var bounds = new Box(
            Math.Min(from.X, to.X) - radius, Math.Min(from.Y, to.Y) - radius, Math.Min(from.Z, to.Z) - radius,
            Math.Max(from.X, to.X) + radius, Math.Max(from.Y, to.Y) + radius, Math.Max(from.Z, to.Z) + radius);
        Paint(bounds, Depth, hounsfield, structure, opacity);

        double Depth(double x, double y, double z)
        {
            var along = Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy) + ((z - from.Z) * dz)) / squared, 0, 1);
            var (ax, ay, az) = (x - from.X - (along * dx), y - from.Y - (along * dy), z - from.Z - (along * dz));
            return radius - Math.Sqrt((ax * ax) + (ay * ay) + (az * az));
        }
    }

    /// <summary>The structure at a point of the patient; none off the grid.</summary>
    public ChestStructure StructureAt(double x, double y, double z)
    {
        var (i, j, k) = Grid.ToVoxel(x, y, z);
        return i < 0 || j < 0 || k < 0 || i >= Grid.Width || j >= Grid.Height || k >= Grid.Depth
            ? ChestStructure.None
            : Structures[Index(i, j, k)];
    }

    public static Box Around(double x, double y, double z, double rx, double ry, double rz) =>
        new(x - rx, y - ry, z - rz, x + rx, y + ry, z + rz);

    /// <summary>Roughly the depth in mm in an ellipsoid at the origin.</summary>
    public static double Ellipsoid(double x, double y, double z, double rx, double ry, double rz) =>
        (1 - Math.Sqrt((x * x / (rx * rx)) + (y * y / (ry * ry)) + (z * z / (rz * rz)))) * Math.Min(rx, Math.Min(ry, rz));

    public int Index(int i, int j, int k) => i + (Grid.Width * (j + (Grid.Height * k)));

    private static float[] NewAir(ChestGrid grid)
    {
        var voxels = new float[grid.Width * grid.Height * grid.Depth];
        Array.Fill(voxels, -1000);
        return voxels;
    }
}
