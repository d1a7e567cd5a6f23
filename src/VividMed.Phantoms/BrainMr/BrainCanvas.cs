using VividMed.Imaging.Geometry;
using VividMed.Phantoms.ChestCt;

namespace VividMed.Phantoms.BrainMr;

/// <summary>
/// Tissue painted over tissue on a grid. A shape is a depth function in patient mm (positive inside); voxels at a border mix both tissues, and
/// belong to the shape where its depth is positive.
/// </summary>
internal sealed class BrainCanvas(ChestGrid grid, TissueSignals signals)
{
    /// <summary>More than any head takes.</summary>
    public static Box Everywhere { get; } = new(-1000, -1000, -1000, 1000, 1000, 1000);

    public ChestGrid Grid { get; } = grid;

    public float[] Signal { get; } = new float[grid.Width * grid.Height * grid.Depth];

    public BrainStructure[] Structures { get; } = new BrainStructure[grid.Width * grid.Height * grid.Depth];

    /// <param name="structure">What its voxels belong to from now on; null leaves that as it is.</param>
    /// <param name="onto">What it is painted onto, else everything.</param>
    /// <param name="inside">Told of every voxel whose center is inside.</param>
    public void Paint(
        Box bounds, Func<double, double, double, double> depth, BrainTissue tissue, BrainStructure? structure = null,
        Func<BrainStructure, bool>? onto = null, Action<int, int, int>? inside = null)
    {
        var (x0, x1, y0, y1, z0, z1) = Grid.Range(bounds);
        var signal = signals.Of(tissue);
        for (var k = z0; k < z1; k++)
        {
            for (var j = y0; j < y1; j++)
            {
                for (var i = x0; i < x1; i++)
                {
                    var at = i + (Grid.Width * (j + (Grid.Height * k)));
                    if (onto is not null && !onto(Structures[at])) continue;
                    var (x, y, z) = Grid.ToPatient(i, j, k);
                    var within = depth(x, y, z);
                    var share = Math.Min(1, (within / Grid.Softness) + 0.5);
                    if (share <= 0) continue;
                    Signal[at] += (float)((signal - Signal[at]) * share);
                    if (within <= 0) continue;
                    if (structure is { } owner) Structures[at] = owner;
                    inside?.Invoke(i, j, k);
                }
            }
        }
    }
}

/// <summary>What a voxel of the phantom head belongs to; each voxel has one structure.</summary>
internal enum BrainStructure : byte
{
    None,
    LeftHemisphere,
    RightHemisphere,
    LeftVentricle,
    RightVentricle,
    Cerebellum,
    Brainstem,
}
