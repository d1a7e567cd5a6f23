using CsCheck;
using VividMed.Exports.Planning;
using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Overlays;

namespace VividMed.Exports.Tests.Planning;

/// <summary>Slices show the patient the same way however a volume is stored, and boxes and masks lie on what they lay on.</summary>
public sealed class SlicePlaneTests
{
    private static readonly Gen<(int[] Lengths, int Order, bool[] Flips, ExportPlane Plane)> Any =
        Gen.Select(Gen.Int[2, 7].Array[3], Gen.Int[0, 5], Gen.Bool.Array[3], Gen.Enum<ExportPlane>());

    [Fact]
    public void A_pixel_is_the_voxel_at_its_place_and_the_picture_grows_to_the_patient_s_left_and_down_the_body() =>
        Any.Sample(turn =>
        {
            var image = Stored(turn.Lengths, turn.Order, turn.Flips);
            var plane = SlicePlane.Of(image, turn.Plane);
            var affine = image.Affine!.Value;
            // Each voxel's value is its index.
            var volume = new Volume(image.Width, image.Height, image.Depth, [.. Enumerable.Range(0, image.Width * image.Height * image.Depth).Select(static i => (float)i)], affine);
            var slice = plane.Count / 2;
            var shades = plane.Paint(volume, slice, new OverlayWindow(0, 255));
            for (var y = 0; y < plane.Size.Height; y++)
            {
                for (var x = 0; x < plane.Size.Width; x++)
                {
                    var index = (int)shades.Pixels[(y * shades.Width) + x];
                    if (image.Width * image.Height * image.Depth > 255) continue;
                    var (i, j, k) = (index % image.Width, index / image.Width % image.Height, index / (image.Width * image.Height));
                    var box = plane.ToPicture(new Box(i, j, k, i + 1, j + 1, k + 1));
                    Assert.Equal((x, y, x + 1, y + 1), (box.X0, box.Y0, box.X1, box.Y1));
                    Assert.Equal(slice, plane.Axis switch { 0 => i, 1 => j, _ => k });
                    if (x == 0 || y == 0) continue;
                    var here = affine.Apply(i, j, k);
                    var before = (int)shades.Pixels[((y - 1) * shades.Width) + x - 1];
                    var there = affine.Apply(before % image.Width, before / image.Width % image.Height, before / (image.Width * image.Height));
                    // Left is -x, back -y, feet -z.
                    Assert.True(turn.Plane == ExportPlane.Sagittal ? here.Y < there.Y : here.X < there.X);
                    Assert.True(turn.Plane == ExportPlane.Axial ? here.Y < there.Y : here.Z < there.Z);
                }
            }
        });

    [Fact]
    public void What_a_mask_has_in_a_slice_is_found_from_its_runs_as_from_its_voxels() =>
        Gen.Select(Any, Gen.Int[0, 300].Array[0, 12]).Sample((turn, voxels) =>
        {
            var mask = new Mask(turn.Lengths[0], turn.Lengths[1], turn.Lengths[2]);
            foreach (var voxel in voxels) mask[voxel % mask.Length] = true;
            for (var axis = 0; axis < 3; axis++)
            {
                var slices = MaskSlices.Of(RunLengthMask.Encode(mask), axis);
                var areas = new Dictionary<int, (int Area, Box Hull)>();
                for (var at = mask.NextSet(0); at >= 0; at = mask.NextSet(at + 1))
                {
                    int[] place = [(int)(at % mask.Width), (int)(at / mask.Width % mask.Height), (int)(at / (mask.Width * mask.Height))];
                    var box = new Box(place[0], place[1], place[2], place[0] + 1, place[1] + 1, place[2] + 1);
                    areas[place[axis]] = areas.TryGetValue(place[axis], out var known) ? (known.Area + 1, known.Hull.Hull(box)) : (1, box);
                }

                int? largest = areas.Count == 0 ? null : areas.OrderByDescending(static slice => slice.Value.Area).ThenBy(static slice => slice.Key).First().Key;
                Assert.Equal(largest, slices.Largest);
                foreach (var (slice, (_, hull)) in areas) Assert.Equal(hull, slices.HullOf(slice));
            }
        });

    [Fact]
    public void An_L_stays_an_L_in_its_slice()
    {
        var sample = TestSamples.Tomogram("ct");
        var cut = SlicePlane.Of(sample.Images[0], ExportPlane.Axial).Cut(sample.Regions[0].Mask!.Decode(), 3).Decode();
        Assert.Equal(4, cut.Count());
        Assert.True(cut[4, 5, 0] && cut[4, 6, 0] && cut[4, 7, 0] && cut[5, 7, 0]);
        // Stored the other way round, the picture is mirrored in the file and not on the screen.
        var ras = sample.Images[0] with { Affine = Affine.Scale(0.8, -0.8, 2.5) };
        var turned = SlicePlane.Of(ras, ExportPlane.Axial).Cut(sample.Regions[0].Mask!.Decode(), 3).Decode();
        Assert.True(turned[15, 5, 0] && turned[15, 7, 0] && turned[14, 7, 0]);
    }

    private static SampleImage Stored(int[] lengths, int order, bool[] flips)
    {
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        var m = new double[3, 3];
        for (var axis = 0; axis < 3; axis++) m[orders[order][axis], axis] = flips[axis] ? -(axis + 1) : axis + 1;
        return new(
            "s.0.nii.gz", lengths[0], lengths[1], lengths[2], null,
            new Affine(m[0, 0], m[0, 1], m[0, 2], 3, m[1, 0], m[1, 1], m[1, 2], -4, m[2, 0], m[2, 1], m[2, 2], 5), "axial", "");
    }
}
