using VividMed.Taxonomy;

namespace VividMed.Phantoms.ChestCt;

/// <summary>
/// What a beam through a standing chest, from back to front, meets beside lung: there a finding would not show. It grows with each finding
/// that is painted.
/// </summary>
internal sealed class FrontalShadows(ChestCanvas canvas)
{
    /// <summary>What a place is worth where nothing hides it.</summary>
    public const int Seen = 100;

    private const double StepMm = 4;
    private const double Deepest = 110;
    private readonly List<(double X, double Z, double Reach)> _taken = [];
    private readonly Dictionary<Side, double> _fluid = [];

    /// <summary><see cref="Seen"/> where the ray through a point of one lung passes neither mediastinum nor upper abdomen nor another finding.</summary>
    public int At(double x, double z, Side side, double clearance)
    {
        if (_fluid.TryGetValue(side, out var level) && z - clearance < level) return 0;
        if (_taken.Exists(other => Math.Sqrt(((x - other.X) * (x - other.X)) + ((z - other.Z) * (z - other.Z))) < other.Reach + clearance)) return 0;
        return IsFree(x - clearance, z) && IsFree(x, z) && IsFree(x + clearance, z) && IsFree(x, z - clearance) ? Seen : 0;
    }

    private bool IsFree(double x, double z)
    {
        for (var y = -Deepest; y <= Deepest; y += StepMm)
        {
            if (canvas.StructureAt(x, y, z) is ChestStructure.Heart or ChestStructure.Aorta or ChestStructure.AorticKnob or ChestStructure.Vertebrae
                or ChestStructure.Liver or ChestStructure.Spleen) return false;
        }

        return true;
    }

    /// <summary>Another finding has its place there.</summary>
    public void Take(double x, double z, double reach) => _taken.Add((x, z, reach));

    /// <summary>
    /// Depth in the fluid of one side, which stands level at the lung's base and climbs the walls as a meniscus.
    /// </summary>
    /// <param name="share">-56 to -32, as a lying chest has it: the larger, the higher the fluid stands.</param>
    public Func<double, double, double, double> Fluid(ChestAnatomy anatomy, Side side, double share)
    {
        var level = anatomy.DomeTop(side) + (1.5 * (share + 56)) - 4;
        _fluid[side] = level;
        return (x, y, z) =>
        {
            var lung = anatomy.Lung(x, y, z, side);
            return Math.Min(lung, level + (26 * Math.Exp(-Math.Max(0, lung) / 9)) - z);
        };
    }
}
