using VividMed.Imaging;

namespace VividMed.Datasets;

/// <summary>Collects a region's voxels and keeps their tight box as they come.</summary>
internal sealed class RegionBuilder(string target, PatientSide side, int width, int height, int depth, string? location = null)
{
    private readonly Mask _mask = new(width, height, depth);
    private int _x0 = int.MaxValue, _y0 = int.MaxValue, _z0 = int.MaxValue;
    private int _x1 = -1, _y1 = -1, _z1 = -1;

    public int Count { get; private set; }

    public void Add(int x, int y, int z = 0)
    {
        _mask[x, y, z] = true;
        Count++;
        (_x0, _x1) = (Math.Min(_x0, x), Math.Max(_x1, x));
        (_y0, _y1) = (Math.Min(_y0, y), Math.Max(_y1, y));
        (_z0, _z1) = (Math.Min(_z0, z), Math.Max(_z1, z));
    }

    public PhantomRegion Build() =>
        new(target, side, Count == 0 ? default : new Box(_x0, _y0, _z0, _x1 + 1, _y1 + 1, _z1 + 1), _mask, location);
}
