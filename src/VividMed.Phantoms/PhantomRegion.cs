using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Taxonomy;

namespace VividMed.Phantoms;

/// <summary>
/// What a phantom truly shows at one place: a taxonomy id, the patient's side, the voxels (on the image's own grid) and their tight box.
/// <see cref="Location"/> is the taxonomy id of the anatomy that holds a finding (a lobe, the heart), where there is one.
/// </summary>
public sealed record PhantomRegion(string Target, Side Side, Box Box, Mask Mask, string? Location = null);

/// <summary>Collects a region's voxels and keeps their tight box as they come.</summary>
internal sealed class RegionBuilder(string target, Side side, int width, int height, int depth, string? location = null)
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

/// <summary>A taxonomy id (lower case, without the side) and the patient's side.</summary>
public readonly record struct PhantomTarget(string Target, Side Side);
