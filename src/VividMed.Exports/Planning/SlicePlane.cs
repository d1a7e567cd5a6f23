using VividMed.Exports.Coordinates;
using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Overlays;

namespace VividMed.Exports.Planning;

/// <summary>
/// Slices of a volume as pictures, turned as radiologists look at them: axial with the patient's left at the right edge and the back
/// below; coronal with the left at the right edge and the feet below; sagittal with the back at the right edge and the feet below. Pixels
/// are voxels: nothing is stretched to equal spacing.
/// </summary>
internal sealed class SlicePlane
{
    private readonly int[] _lengths;
    private readonly (int Axis, bool Flip) _column;
    private readonly (int Axis, bool Flip) _row;

    private SlicePlane(int[] lengths, (int Axis, bool Flip) column, (int Axis, bool Flip) row, int across) =>
        (_lengths, _column, _row, Axis) = (lengths, column, row, across);

    /// <summary>The axis of the volume (0 x, 1 y, 2 z) that slices follow one another along.</summary>
    public int Axis { get; }

    /// <summary>How many slices there are.</summary>
    public int Count => _lengths[Axis];

    public PictureSize Size => new(_lengths[_column.Axis], _lengths[_row.Axis]);

    /// <exception cref="ExportException"><c>no-affine</c>: nothing tells which way the volume lies.</exception>
    public static SlicePlane Of(SampleImage image, ExportPlane plane)
    {
        if (image.Affine is not { IsInvertible: true } affine)
        {
            throw new ExportException("no-affine", $"{image.Member} has no usable affine, so that no {Name(plane)} slice can be cut: export it with a family that takes whole volumes.");
        }

        // Letters are where an index grows to: the picture's x has to grow to L (or P), its y to P (or I).
        var codes = AxisCodes.Of(affine);
        var (column, row) = plane switch
        {
            ExportPlane.Axial => (Find(codes, "LR"), Find(codes, "PA")),
            ExportPlane.Coronal => (Find(codes, "LR"), Find(codes, "IS")),
            _ => (Find(codes, "PA"), Find(codes, "IS")),
        };
        return new([image.Width, image.Height, image.Depth], column, row, 3 - column.Axis - row.Axis);
    }

    public static string Name(ExportPlane plane) => plane.ToString().ToLowerInvariant();

    /// <summary>A box of voxels as one of the slice's picture; what it has across the slices falls away.</summary>
    public Box ToPicture(Box box)
    {
        var (x0, x1) = Along(box, _column);
        var (y0, y1) = Along(box, _row);
        return Box.Flat(x0, y0, x1, y1);
    }

    /// <summary>A slice's voxels, shaded by the window.</summary>
    public GrayImage Paint(Volume volume, int slice, OverlayWindow window)
    {
        int[] strides = [1, volume.Width, volume.Width * volume.Height];
        var (width, height) = (Size.Width, Size.Height);
        var pixels = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            var row = (slice * strides[Axis]) + ((_row.Flip ? height - 1 - y : y) * strides[_row.Axis]);
            for (var x = 0; x < width; x++)
            {
                pixels[(y * width) + x] = window.Shade(volume.Voxels[row + ((_column.Flip ? width - 1 - x : x) * strides[_column.Axis])]);
            }
        }

        return new(width, height, pixels);
    }

    /// <summary>What a mask of the volume has in a slice, as the picture shows it.</summary>
    public RunLengthMask Cut(Mask mask, int slice)
    {
        var cut = new Mask(Size.Width, Size.Height, 1);
        Span<int> at = stackalloc int[3];
        at[Axis] = slice;
        for (var y = 0; y < Size.Height; y++)
        {
            at[_row.Axis] = _row.Flip ? Size.Height - 1 - y : y;
            for (var x = 0; x < Size.Width; x++)
            {
                at[_column.Axis] = _column.Flip ? Size.Width - 1 - x : x;
                if (mask[at[0], at[1], at[2]]) cut[x, y, 0] = true;
            }
        }

        return RunLengthMask.Encode(cut);
    }

    private static (int Axis, bool Flip) Find(string codes, string pair)
    {
        var axis = codes.IndexOfAny([pair[0], pair[1]]);
        return (axis, codes[axis] == pair[1]);
    }

    private (double From, double To) Along(Box box, (int Axis, bool Flip) place)
    {
        var (from, to) = place.Axis switch { 0 => (box.X0, box.X1), 1 => (box.Y0, box.Y1), _ => (box.Z0, box.Z1) };
        return place.Flip ? (_lengths[place.Axis] - to, _lengths[place.Axis] - from) : (from, to);
    }
}
