using VividMed.Imaging.Dicom;
using static VividMed.Imaging.Tests.Dicom.Series.CtFolder;

namespace VividMed.Imaging.Tests.Dicom.Series;

/// <summary>What is no whole CT is refused with its own cause.</summary>
public sealed class CtFaultTests
{
    [Fact]
    public void A_missing_slice_is_told_with_its_place() =>
        Assert.Contains("between 4 and 8 mm", Refused("missing-slices", Chest(6).Where(static slice => slice.Number != 4)).Message, StringComparison.Ordinal);

    [Fact]
    public void Slices_that_lie_at_uneven_distances_are_no_missing_ones() =>
        Refused("uneven-slices", new[] { 0.0, 2, 4, 7, 9 }.Select(static (z, i) => Slice(i) with { Position = [0, 0, z] }));

    [Fact]
    public void Two_slices_at_one_place_are_told() => Refused("duplicate-slices", [.. Chest(4), Slice(2) with { Number = 20 }]);

    [Fact]
    public void A_file_that_was_copied_is_told() => Refused("duplicate-slices", [.. Chest(4), Slice(2)]);

    [Fact]
    public void A_tilt_and_a_doubled_slice_are_both_told()
    {
        var sheared = Enumerable.Range(0, 9).Select(static z => Slice(z) with { Position = [0, 0.5 * z, 2 * z] });
        var message = Refused("duplicate-slices", [.. sheared, Slice(4) with { Number = 50, Position = [0, 2, 8] }]).Message;
        Assert.Contains("lie where another one lies", message, StringComparison.Ordinal);
        Assert.Contains("gantry tilt", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tilt_is_told_whatever_the_attribute_says() => Refused("gantry-tilt", Enumerable.Range(0, 5).Select(static z => Slice(z) with { Position = [0, 0.5 * z, 2 * z] }));

    [Fact]
    public void One_slice_to_the_side_of_the_others_is_told() => Refused("shifted-slices", Chest(5).Select(static slice => slice.Number == 3 ? slice with { Position = [5, -20, 4] } : slice));

    [Fact]
    public void A_slice_in_another_direction_is_told() => Refused("mixed-orientations", [.. Chest(4), Slice(4) with { Orientation = [0, 1, 0, 0, 0, -1] }]);

    [Fact]
    public void A_slice_of_another_size_is_told() =>
        Refused("mixed-sizes", [.. Chest(4), Slice(4) with { Columns = Rows, Rows = Columns }]);

    [Fact]
    public void A_slice_of_another_spacing_is_told() => Refused("mixed-spacings", [.. Chest(4), Slice(4) with { ColumnSpacing = 0.9 }]);

    [Theory]
    [InlineData(2, -1024)]
    [InlineData(1, -1000)]
    public void A_rescale_that_changes_is_told(double slope, double intercept) => Refused("varying-rescale", [.. Chest(4), Slice(4) with { Slope = slope, Intercept = intercept }]);

    [Fact]
    public void Two_series_in_a_folder_are_told_with_their_numbers_and_the_cure()
    {
        var message = Refused("several-series", [.. Chest(4), .. Chest(6, "thin", number: 5)]).Message;
        Assert.Contains("number 2 of 4 files, number 5 of 6 files", message, StringComparison.Ordinal);
        Assert.Contains("column series", message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_stack_whose_slices_name_different_series_is_told_as_such() => Refused("mixed-series", Chest(4).Select(static slice => slice with { Series = $"own {slice.Number}" }));

    [Fact]
    public void One_stack_of_two_series_is_told_as_such() => Refused("mixed-series", Chest(6).Select(static slice => slice.Number > 3 ? slice with { Series = "rest" } : slice));

    [Fact]
    public void A_series_of_another_modality_is_told() =>
        Assert.Contains("modality MR", Refused("not-ct", Chest(4).Select(static slice => slice with { Modality = "MR" })).Message, StringComparison.Ordinal);

    [Fact]
    public void One_slice_of_another_modality_is_no_missing_slice() => Refused("not-ct", Chest(5).Select(static slice => slice.Number == 3 ? slice with { Modality = "MR" } : slice));

    [Fact]
    public void A_single_slice_is_no_volume() => Refused("single-slice", [Slice(0), Scout]);

    [Fact]
    public void A_folder_without_slices_is_told_with_what_it_holds() =>
        Assert.Contains("localizer: 1, secondary-capture: 1", Refused("no-ct-series", [Scout, Screen]).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_without_files_is_told() => Refused("no-ct-series", Array.Empty<byte[]>());

    [Fact]
    public void A_slice_without_a_place_is_told() => Refused("malformed-slice-geometry", [.. Chest(4), Slice(4) with { Position = null }]);

    [Fact]
    public void Damaged_files_are_counted() =>
        Assert.StartsWith("2 of the series' 6 files cannot be read", Refused("not-dicom", [.. Chest(4).Select(Encode), [], "no image at all"u8.ToArray()]).Message, StringComparison.Ordinal);

    [Fact]
    public void A_slice_that_was_cut_is_told_with_its_place()
    {
        var files = Chest(4).ConvertAll(Encode);
        files[2] = files[2][..^7];
        Assert.StartsWith("slice 3 of 4", Refused("truncated-pixel-data", [.. files]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slice_that_was_cut_before_its_pixels_is_not_taken_for_a_document()
    {
        var files = Chest(4).ConvertAll(Encode);
        files[2] = files[2][..^((Columns * Rows * 2) + 12)];
        Refused("no-pixel-data", [.. files]);
    }

    [Fact]
    public void A_tilt_that_no_position_shows_is_a_contradiction() => Refused("gantry-tilt", [.. Chest(3).Select(Encode), Built(tilt: "-12.5")]);

    [Theory]
    [InlineData("NaN")]
    [InlineData("oblique")]
    public void A_tilt_that_is_no_number_is_refused(string tilt) => Refused("malformed-value", [.. Chest(3).Select(Encode), Built(tilt: tilt)]);

    [Fact]
    public void A_position_that_is_no_number_is_refused() => Refused("malformed-value", [.. Chest(3).Select(Encode), Built(position: @"0\NaN\6")]);

    [Fact]
    public void Writing_in_the_pixels_is_refused() => Refused("burned-in-annotation", [.. Chest(3).Select(Encode), Built(writing: "YES")]);

    [Fact]
    public void A_compression_that_nobody_reads_is_told() =>
        Refused("unsupported-transfer-syntax", [.. Chest(3).Select(Encode), Built(syntax: "1.2.840.10008.1.2.4.100")]);

    [Fact]
    public void No_message_quotes_what_a_file_says_of_itself()
    {
        var message = Refused("not-ct", Chest(2).Select(static slice => slice with { Modality = "JOHN^DOE" })).Message;
        Assert.DoesNotContain("JOHN", message, StringComparison.Ordinal);
    }

    /// <summary>The fourth slice, as no writer of ours would have it.</summary>
    private static byte[] Built(string tilt = "0", string position = @"-10\-20\6", string writing = "NO", string syntax = "1.2.840.10008.1.2.1") =>
        new DicomFileBuilder(DicomEncoding.ExplicitLittle, syntax)
            .Text(DicomTags.SopClassUid, "1.2.840.10008.5.1.4.1.1.2").Text(DicomTags.Modality, "CT").Text(DicomTags.GantryDetectorTilt, tilt)
            .Text(DicomTags.SeriesInstanceUid, DicomWriter.Uid("series/study/chest"))
            .Text(DicomTags.ImagePositionPatient, position).Text(DicomTags.ImageOrientationPatient, @"1\0\0\0\1\0")
            .Image(Rows, Columns, bits: 16).Text(DicomTags.PixelSpacing, @"0.8\0.7").Text(DicomTags.BurnedInAnnotation, writing)
            .Text(DicomTags.RescaleIntercept, "-1024").Text(DicomTags.RescaleSlope, "1")
            .Value(DicomTags.PixelData, "OW", new byte[Rows * Columns * 2]).ToArray();
}
