using VividMed.Imaging.Dicom;
using static VividMed.Imaging.Tests.Dicom.MultiFrame;

namespace VividMed.Imaging.Tests.Dicom.Series;

/// <summary>Enhanced CT: all slices in one file, or in a few.</summary>
public sealed class EnhancedSeriesTests
{
    private const int Side = 4;

    [Fact]
    public void Frames_in_any_order_are_the_volume_with_each_frames_place_and_rescale()
    {
        var volume = CtFolder.Read([Enhanced([6, 0, 4, 2])]).Volume;
        Assert.Equal((Side, Side, 4), (volume.Width, volume.Height, volume.Depth));
        Assert.Equal([0f, 2, 4, 6], Enumerable.Range(0, 4).Select(z => (volume.Voxels[z * Side * Side] + 1000) / 10));
        Assert.Equal((0.7, 0.8, 2), volume.VoxelToWorld.Spacing);
        Assert.Equal((-1, -2, 6), volume.VoxelToWorld.Apply(0, 0, 3));
    }

    [Fact]
    public void A_series_in_two_files_is_one_volume() => Assert.Equal(5, CtFolder.Read([Enhanced([0, 2]), Enhanced([4, 6, 8])]).Volume.Depth);

    [Fact]
    public void A_missing_frame_is_told() => CtFolder.Refused("missing-slices", [Enhanced([0, 2, 6, 8])]);

    [Fact]
    public void Two_frames_at_one_place_are_told() => CtFolder.Refused("duplicate-slices", [Enhanced([0, 2, 2, 4])]);

    [Fact]
    public void A_file_of_one_frame_is_no_volume() => CtFolder.Refused("single-slice", [Enhanced([0])]);

    [Fact]
    public void Frames_without_places_are_no_slices() => CtFolder.Refused("not-a-slice", [Enhanced([0, 2], placed: false)]);

    [Fact]
    public void Fewer_places_than_frames_are_refused() => CtFolder.Refused("malformed-slice-geometry", [Enhanced([0, 2], frames: 3)]);

    [Fact]
    public void What_an_image_says_of_its_place_is_that_of_its_first_frame()
    {
        var plane = DicomPlane.Of(DicomFile.Read(new MemoryStream(Enhanced([6, 0]))).Dataset);
        Assert.Equal([0.8, 0.7], plane.Spacing!);
        Assert.Equal([1, 2, 6], plane.Position!);
        Assert.Equal([1, 0, 0, 0, 1, 0], plane.Orientation!);
    }

    /// <summary>Slices of 4 x 4 pixels at these heights, whose values are ten times the height less 1,000.</summary>
    internal static byte[] Enhanced(double[] heights, bool placed = true, int? frames = null)
    {
        var pixels = heights.SelectMany(static height => Enumerable.Repeat(BitConverter.GetBytes((short)height), Side * Side)).SelectMany(static value => value).ToArray();
        var file = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1")
            .Text(DicomTags.ImageType, @"ORIGINAL\PRIMARY\VOLUME\NONE").Text(DicomTags.SopClassUid, "1.2.840.10008.5.1.4.1.1.2.1").Text(DicomTags.Modality, "CT")
            .Text(DicomTags.SeriesInstanceUid, "1.2").Image(Side, Side, bits: 16, frames: frames ?? heights.Length);
        if (placed)
        {
            file.Sequence(
                FrameTags.SharedFunctionalGroups,
                Shared([1, 0, 0, 0, 1, 0], 0.8, 0.7).Sequence(FrameTags.PixelValueTransformation, Item().Text(DicomTags.RescaleIntercept, "-1000").Text(DicomTags.RescaleSlope, "10")))
                .Sequence(FrameTags.PerFrameFunctionalGroups, [.. heights.Select(static height => Item().At([1, 2, height]))]);
        }

        return file.Value(DicomTags.PixelData, "OW", pixels).ToArray();
    }
}
