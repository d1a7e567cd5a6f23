using CsCheck;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Segmentations;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.TestKit;
using static VividMed.Imaging.Tests.Dicom.MultiFrame;

namespace VividMed.Imaging.Tests.Dicom.Segmentations;

/// <summary>Segmentations as others write them: sparse frames in any order, in any direction.</summary>
public sealed class DicomSegmentationTests
{
    private const int Side = 8;
    private static readonly double[] Axial = [1, 0, 0, 0, 1, 0];

    [Fact]
    public void A_segment_is_the_mask_of_its_frames_and_empty_slices_between_them_stay_empty()
    {
        var read = Read(Binary([Frame(1, 8), Frame(2, 0), Frame(1, 0)], between: 2));
        Assert.Equal([new DicomSegment(1, "one", "Lung"), new DicomSegment(2, "two", "Lung")], read.Segments);
        Assert.Equal((Side, Side, 5), (read.Grid.Width, read.Grid.Height, read.Grid.Depth));
        Assert.Equal([0, 4], Slices(read.MaskOf(1)));
        Assert.Equal([0], Slices(read.MaskOf(2)));
        Assert.True(IsL(read.MaskOf(1), 4));
    }

    [Fact]
    public void Without_a_distance_the_smallest_one_of_two_frames_counts() => Assert.Equal(4, Read(Binary([Frame(1, 6), Frame(1, 0), Frame(1, 2)])).Grid.Depth);

    [Fact]
    public void An_L_stays_an_L_on_the_grid_of_an_image_in_each_of_its_directions()
    {
        var read = Read(Binary([Frame(1, 0), Frame(1, 2), Frame(1, 4)], between: 2));
        var own = read.MaskOf(1);
        Gen.Select(Gen.Int[0, 5], Gen.Bool, Gen.Bool, Gen.Bool).Sample(turn =>
        {
            var image = Turned(read.Grid, turn.Item1, turn.Item2, turn.Item3, turn.Item4);
            var placed = read.MaskOf(1, image);
            Assert.Equal(own.Count(), placed.Count());
            var back = image.VoxelToWorld.Then(read.Grid.VoxelToWorld.Inverse());
            for (var at = placed.NextSet(0); at >= 0; at = placed.NextSet(at + 1))
            {
                var (row, x) = Math.DivRem(at, placed.Width);
                var (z, y) = Math.DivRem(row, placed.Height);
                var (i, j, k) = back.Apply(x, y, z);
                Assert.True(own[(int)Math.Round(i), (int)Math.Round(j), (int)Math.Round(k)]);
            }
        }, iter: 48);
    }

    [Fact]
    public void An_oblique_segmentation_lies_where_its_image_lies()
    {
        var (c, s) = (Math.Cos(0.3), Math.Sin(0.3));
        double[] lean = [1, 0, 0, 0, c, s];
        var read = Read(Binary([.. new[] { 0.0, 2, 4 }.Select(z => new SegmentedFrame(1, [3, -z * s, z * c], L()))], orientation: lean, between: 2));
        var image = read.Grid with { Depth = 5 };
        Assert.Equal(read.MaskOf(1).Count(), read.MaskOf(1, image).Count());
        Assert.True(IsL(read.MaskOf(1, image), 2));
    }

    [Theory]
    [InlineData(0.01, 0)]
    [InlineData(1, 1)]
    [InlineData(-2, -2)]
    public void A_grid_that_begins_elsewhere_is_held_by_position(double voxels, int shift)
    {
        var read = Read(Binary([Frame(1, 0)]));
        var image = read.Grid with { VoxelToWorld = Affine.Scale(1, 1, 1, -voxels).Then(read.Grid.VoxelToWorld) };
        Assert.Equal(read.MaskOf(1).Bounds()!.Value.X0 + shift, read.MaskOf(1, image).Bounds()!.Value.X0);
    }

    [Fact]
    public void An_image_that_lies_elsewhere_is_refused()
    {
        var read = Read(Binary([Frame(1, 0)]));
        var far = read.Grid with { VoxelToWorld = Affine.Scale(1, 1, 1, 500, 0, 0) };
        Assert.Equal("grid-mismatch", Assert.Throws<ImageFormatException>(() => read.MaskOf(1, far)).Code);
    }

    [Theory]
    [InlineData(127, false)]
    [InlineData(128, true)]
    public void Of_a_fractional_segment_what_is_at_least_half_there_counts(byte value, bool set)
    {
        var read = Read(Bytes("FRACTIONAL", value));
        Assert.Equal(set ? 1 : 0, read.MaskOf(1).Count());
    }

    [Fact]
    public void A_label_map_holds_each_segment_by_its_number()
    {
        var read = Read(Bytes("LABELMAP", 2));
        Assert.Equal((0, 1), (read.MaskOf(1).Count(), read.MaskOf(2).Count()));
    }

    [Fact]
    public void Bits_that_do_not_end_with_a_frame_are_read_across_its_border()
    {
        var frames = new[] { 0, 2, 4 }.Select(static z => new SegmentedFrame(1, [0, 0, z], [.. Enumerable.Range(0, 15).Select(i => i % (z + 2) == 0)])).ToArray();
        var mask = Read(Binary(frames, rows: 3, columns: 5)).MaskOf(1);
        Assert.Equal(frames.SelectMany(static frame => frame.Pixels), Enumerable.Range(0, 45).Select(i => mask[i]));
    }

    [Fact]
    public void A_real_segmentation_is_read_with_its_place_and_all_its_pixels()
    {
        var file = File.ReadAllBytes(SharedData.Require("fixtures", "dicom", "liver_1frame.dcm"));
        var read = Read(file);
        var segment = Assert.Single(read.Segments);
        Assert.Equal((512, 512, 1), (read.Grid.Width, read.Grid.Height, read.Grid.Depth));
        Assert.Equal((235.2, 226.8, -128.69), read.Grid.VoxelToWorld.Apply(0, 0, 0));
        Assert.Equal(DicomFile.Read(new MemoryStream(file)).DecodeImage(TestContext.Current.CancellationToken).Pixels.Sum(static pixel => pixel), read.MaskOf(segment.Number).Count());
    }

    [Fact]
    public void A_file_of_another_kind_is_no_segmentation() =>
        Assert.Equal("not-a-segmentation", Refused(Series.CtFolder.Encode(Series.CtFolder.Slice(0))));

    [Fact]
    public void Too_few_pixels_are_refused() => Assert.Equal("truncated-pixel-data", Refused(Binary([Frame(1, 0), Frame(1, 2)], cut: 8)));

    [Fact]
    public void Two_frames_of_one_segment_at_one_place_are_refused() => Assert.Equal("malformed-segmentation", Refused(Binary([Frame(1, 0), Frame(1, 0)])));

    [Fact]
    public void A_frame_of_no_segment_is_refused() => Assert.Equal("malformed-segmentation", Refused(Binary([Frame(3, 0)])));

    [Fact]
    public void Frames_between_the_slices_are_refused() => Assert.Equal("uneven-slices", Refused(Binary([Frame(1, 0), Frame(1, 3)], between: 2)));

    [Fact]
    public void A_grid_beyond_all_bounds_is_refused_before_it_is_made() => Assert.Equal("uneven-slices", Refused(Binary([Frame(1, 0), Frame(1, 400_000)], between: 0.01)));

    [Fact]
    public void A_segment_that_is_not_there_is_the_callers_mistake() => Assert.Throws<ArgumentException>(() => Read(Binary([Frame(1, 0)])).MaskOf(9));

    private static DicomSegmentation Read(byte[] file) => DicomSegmentation.Read(new MemoryStream(file), cancellationToken: TestContext.Current.CancellationToken);

    private static string Refused(byte[] file) => Assert.Throws<ImageFormatException>(() => Read(file)).Code;

    private static SegmentedFrame Frame(int segment, double z) => new(segment, [-4, -5, z], L());

    /// <summary>Long down, short to the right at its foot.</summary>
    private static bool[] L() => [.. Enumerable.Range(0, Side * Side).Select(static i => (i % Side, i / Side) is (2, >= 1 and <= 6) or (3 or 4, 6))];

    private static bool IsL(Mask mask, int z) => Enumerable.Range(0, Side * Side).All(i => mask[i % Side, i / Side, z] == L()[i]);

    private static IEnumerable<int> Slices(Mask mask) =>
        Enumerable.Range(0, mask.Depth).Where(z => mask.NextSet((long)z * Side * Side) is var at && at >= 0 && at < (z + 1L) * Side * Side);

    private static VolumeGrid Turned(VolumeGrid grid, int order, bool flipX, bool flipY, bool flipZ)
    {
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        int[] lengths = [grid.Width, grid.Height, grid.Depth];
        bool[] flips = [flipX, flipY, flipZ];
        var axes = orders[order];
        var rows = new double[3, 4];
        for (var to = 0; to < 3; to++) (rows[axes[to], to], rows[axes[to], 3]) = flips[to] ? (-1, lengths[axes[to]] - 1) : (1, 0);
        var map = new Affine(rows[0, 0], rows[0, 1], rows[0, 2], rows[0, 3], rows[1, 0], rows[1, 1], rows[1, 2], rows[1, 3], rows[2, 0], rows[2, 1], rows[2, 2], rows[2, 3]);
        return new VolumeGrid(lengths[axes[0]], lengths[axes[1]], lengths[axes[2]], map.Then(grid.VoxelToWorld));
    }

    /// <summary>A binary segmentation of an L in three slices.</summary>
    internal static byte[] Sound() => Binary([Frame(1, 0), Frame(2, 2), Frame(1, 4)], between: 2);

    private static byte[] Binary(SegmentedFrame[] frames, double? between = null, double[]? orientation = null, int rows = Side, int columns = Side, int cut = 0)
    {
        var bits = frames.SelectMany(static frame => frame.Pixels).ToArray();
        var packed = new byte[(bits.Length + 7) / 8];
        for (var i = 0; i < bits.Length; i++) packed[i / 8] |= (byte)(bits[i] ? 1 << (i % 8) : 0);
        return Head("BINARY", rows, columns, bits: 1, frames.Length)
            .Sequence(FrameTags.SharedFunctionalGroups, Shared(orientation ?? Axial, 0.8, 0.7, between))
            .Sequence(FrameTags.PerFrameFunctionalGroups, [.. frames.Select(static frame => Item()
                .At(frame.Position)
                .Sequence(FrameTags.SegmentIdentification, Item().UInt16(FrameTags.ReferencedSegmentNumber, frame.Segment)))])
            .Value(DicomTags.PixelData, "OB", packed[..^cut]).ToArray();
    }

    /// <summary>One frame whose sixth pixel has the value.</summary>
    private static byte[] Bytes(string type, byte value)
    {
        var pixels = new byte[Side * Side];
        pixels[5] = value;
        return Head(type, Side, Side, bits: 8, frames: 1)
            .Sequence(FrameTags.SharedFunctionalGroups, Shared(Axial, 1, 1))
            .Sequence(FrameTags.PerFrameFunctionalGroups, Item().At([0, 0, 0]).Sequence(FrameTags.SegmentIdentification, Item().UInt16(FrameTags.ReferencedSegmentNumber, 1)))
            .Value(DicomTags.PixelData, "OB", pixels).ToArray();
    }

    private static DicomFileBuilder Head(string type, int rows, int columns, int bits, int frames) => new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1")
        .Text(DicomTags.SopClassUid, "1.2.840.10008.5.1.4.1.1.66.4").Text(DicomTags.Modality, "SEG").Image(rows, columns, bits, frames: frames)
        .Text(FrameTags.SegmentationType, type)
        .Sequence(FrameTags.SegmentSequence, Segment(1, "one"), Segment(2, "two"))
        .UInt16(FrameTags.MaximumFractionalValue, 255);

    private static DicomFileBuilder Segment(int number, string label) => Item()
        .UInt16(FrameTags.SegmentNumber, number).Text(FrameTags.SegmentLabel, label)
        .Sequence(FrameTags.SegmentedPropertyType, Item().Text(DicomTags.CodeMeaning, "Lung"));

    private sealed record SegmentedFrame(int Segment, double[] Position, bool[] Pixels);
}
