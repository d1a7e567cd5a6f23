using VividMed.Phantoms.ChestCt;
using VividMed.Taxonomy;

namespace VividMed.Phantoms.BrainMr;

/// <summary>Paints what is wrong into a phantom head and keeps where it lies.</summary>
internal sealed class BrainFindings(BrainCanvas canvas, PhantomRandom random)
{
    public const string Mass = "brain mass";
    public const string Infarct = "cerebral infarct";
    public const string Collection = "subdural collection";
    public const string Hydrocephalus = "hydrocephalus";

    public const string Hemisphere = "cerebral hemisphere";

    /// <exception cref="ArgumentException">No phantom shows it.</exception>
    public PhantomRegion Paint(PhantomTarget finding) => finding.Target switch
    {
        Mass => PaintMass(finding.Side),
        Infarct => PaintInfarct(finding.Side),
        Collection => PaintCollection(finding.Side),
        _ => throw new ArgumentException($"no phantom shows {finding.Target}", nameof(finding)),
    };

    /// <summary>Round, in the white matter, with a rim and a core.</summary>
    private PhantomRegion PaintMass(Side side)
    {
        var sign = BrainAnatomy.Sign(side);
        var (x, y, z) = (sign * random.Between(32, 42), random.Between(-40, 44), random.Between(6, 34));
        var (a, b, c) = (random.Between(9, 16), random.Between(9, 16), random.Between(9, 15));
        var region = Builder(Mass, side, Hemisphere);
        var owner = BrainAnatomy.HemisphereOf(side);
        Ball(a, b, c, BrainTissue.MassRim, region.Add);
        Ball(a - 4, b - 4, c - 4, BrainTissue.MassCore, inside: null);
        return region.Build();

        void Ball(double rx, double ry, double rz, BrainTissue tissue, Action<int, int, int>? inside)
        {
            Action<int, int, int>? add = inside is null ? null : (i, j, k) => inside(i, j, k);
            canvas.Paint(
                ChestCanvas.Around(x, y, z, rx, ry, rz), (u, v, w) => ChestCanvas.Ellipsoid(u - x, v - y, w - z, rx, ry, rz), tissue, onto: here => here == owner, inside: add);
        }
    }

    /// <summary>The ground of one artery: from the cortex inward.</summary>
    private PhantomRegion PaintInfarct(Side side)
    {
        var sign = BrainAnatomy.Sign(side);
        var (x, y, z) = (sign * random.Between(47, 54), random.Between(-36, 40), random.Between(0, 30));
        var (a, b, c) = (random.Between(20, 28), random.Between(15, 24), random.Between(15, 24));
        var region = Builder(Infarct, side, Hemisphere);
        var owner = BrainAnatomy.HemisphereOf(side);
        canvas.Paint(
            ChestCanvas.Around(x, y, z, a, b, c), (u, v, w) => ChestCanvas.Ellipsoid(u - x, v - y, w - z, a, b, c), BrainTissue.Infarct,
            onto: here => here == owner, inside: (i, j, k) => region.Add(i, j, k));
        return region.Build();
    }

    /// <summary>A crescent under the skull that takes its room from the brain.</summary>
    private PhantomRegion PaintCollection(Side side)
    {
        var sign = BrainAnatomy.Sign(side);
        var (thick, front, high) = (random.Between(11, 16), random.Between(-20, 20), random.Between(16, 30));
        var region = Builder(Collection, side, location: null);
        canvas.Paint(
            BrainCanvas.Everywhere,
            (x, y, z) =>
            {
                var (dy, dz) = ((y - front) / 66, (z - high) / 52);
                var here = thick * (1 - (dy * dy) - (dz * dz));
                var under = BrainAnatomy.Inside(x, y, z);
                return Math.Min(Math.Min(under, here - under), (sign * x) - 12);
            },
            BrainTissue.Collection, BrainStructure.None, inside: (i, j, k) => region.Add(i, j, k));
        return region.Build();
    }

    private RegionBuilder Builder(string target, Side side, string? location) =>
        new(target, side, canvas.Grid.Width, canvas.Grid.Height, canvas.Grid.Depth, location);
}
