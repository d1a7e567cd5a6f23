using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using VividMed.Dashboard.Samples;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Overlays;
using VividMed.Imaging.Resampling;

namespace VividMed.Dashboard.Tests.Samples;

public sealed partial class PlaneGeometryTests
{
    /// <summary>Grids whose axes lie in any order and direction, as scanners and programs store them.</summary>
    private static readonly Gen<VolumeGrid> AnyGrid =
        from size in Gen.Int[2, 6].Array[3]
        from order in Gen.Shuffle(new[] { 0, 1, 2 })
        from flip in Gen.Bool.Array[3]
        from spacing in Gen.Double[0.5, 4].Array[3]
        select new VolumeGrid(size[0], size[1], size[2], AffineOf(order, flip, spacing));

    [Fact]
    public void A_slice_is_the_bodys_whatever_the_order_in_which_it_is_stored() =>
        Gen.Select(AnyGrid, Gen.Enum<OverlayPlane>(), Gen.Int[0, 100]).Sample(static (grid, plane, number) =>
        {
            var values = Enumerable.Range(0, grid.Width * grid.Height * grid.Depth).ToArray();
            var slice = number % new PlaneGeometry(grid, plane).Slices;
            var ras = Reorientation.ToRas(new Volume(grid.Width, grid.Height, grid.Depth, Array.ConvertAll(values, static value => (float)value), grid.VoxelToWorld));
            var shown = new StoredVolume(grid, Array.ConvertAll(values, static value => (short)value)).Cut(plane, slice, new OverlayWindow(0, 255));

            for (var row = 0; row < shown.Height; row++)
            {
                for (var column = 0; column < shown.Width; column++)
                {
                    // The patient's right on the left, anterior or superior on top.
                    var (x, y, z) = plane switch
                    {
                        OverlayPlane.Coronal => (ras.Width - 1 - column, slice, ras.Depth - 1 - row),
                        OverlayPlane.Sagittal => (slice, ras.Height - 1 - column, ras.Depth - 1 - row),
                        _ => (ras.Width - 1 - column, ras.Height - 1 - row, slice),
                    };
                    Assert.Equal(ras.Voxels[x + (ras.Width * (y + (ras.Height * z)))], shown.Pixels[(row * shown.Width) + column]);
                }
            }
        });

    [Fact]
    public void A_box_comes_back_from_the_plane_that_it_was_shown_on() =>
        Gen.Select(AnyGrid, Gen.Enum<OverlayPlane>(), Gen.Double[0, 3].Array[6]).Sample(static (grid, plane, corners) =>
        {
            var geometry = new PlaneGeometry(grid, plane);
            var box = new Box(corners[0], corners[1], corners[2], corners[0] + corners[3], corners[1] + corners[4], corners[2] + corners[5]);
            var back = geometry.Store(geometry.Show(box));
            Assert.Equal(box.X0, back.X0, 6);
            Assert.Equal(box.Y1, back.Y1, 6);
            Assert.Equal(box.Z0, back.Z0, 6);
            Assert.Equal(box.Z1, back.Z1, 6);
        });

    [Fact]
    public void A_masks_path_covers_the_pixels_of_its_voxels_and_no_other() =>
        Gen.Select(AnyGrid, Gen.Enum<OverlayPlane>(), Gen.Int[0, 100], Gen.Bool.Array[216]).Sample(static (grid, plane, number, bits) =>
        {
            var mask = new Mask(grid.Width, grid.Height, grid.Depth);
            for (var at = 0; at < mask.Length; at++) mask[at] = bits[at];
            var values = Enumerable.Range(0, (int)mask.Length).Select(at => (short)(mask[at] ? 1 : 0)).ToArray();
            var geometry = new PlaneGeometry(grid, plane);
            var slice = number % geometry.Slices;

            var expected = new StoredVolume(grid, values).Cut(plane, slice, new OverlayWindow(0, 1)).Pixels.Select(static pixel => pixel > 0);

            Assert.Equal(expected, Fill(MaskPath.Of(RunLengthMask.Encode(mask), geometry, slice), geometry.Width, geometry.Height));
        });

    [Fact]
    public void A_volume_that_points_nowhere_is_shown_as_it_is_stored()
    {
        var geometry = new PlaneGeometry(new VolumeGrid(4, 3, 2, default), OverlayPlane.Axial);

        Assert.Equal((4, 3, 2), (geometry.Width, geometry.Height, geometry.Slices));
    }

    private static IEnumerable<bool> Fill(string path, int width, int height)
    {
        var pixels = new bool[width * height];
        foreach (Match run in Run().Matches(path))
        {
            var (x, y, length) = (int.Parse(run.Groups["x"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(run.Groups["y"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(run.Groups["length"].ValueSpan, CultureInfo.InvariantCulture));
            for (var at = x; at < x + length; at++) pixels[(y * width) + at] = true;
        }

        return pixels;
    }

    private static Affine AffineOf(int[] order, bool[] flip, double[] spacing)
    {
        var rows = new double[3, 3];
        for (var axis = 0; axis < 3; axis++) rows[order[axis], axis] = flip[axis] ? -spacing[axis] : spacing[axis];
        return new Affine(rows[0, 0], rows[0, 1], rows[0, 2], 5, rows[1, 0], rows[1, 1], rows[1, 2], -7, rows[2, 0], rows[2, 1], rows[2, 2], 11);
    }

    [GeneratedRegex(@"M(?<x>\d+) (?<y>\d+)h(?<length>\d+)v1h-\d+z", RegexOptions.ExplicitCapture, 5_000)]
    private static partial Regex Run();
}
