using CsCheck;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Series;
using static VividMed.Imaging.Tests.Dicom.Series.CtFolder;

namespace VividMed.Imaging.Tests.Dicom.Series;

/// <summary>The CT of a study's folder.</summary>
public sealed class CtSeriesTests
{
    [Fact]
    public void A_series_in_any_order_of_files_is_the_same_volume_in_Hounsfield_units()
    {
        Gen.Int[0, 1000].Sample(static seed =>
        {
            var files = Chest(7).ToArray();
            new Random(seed).Shuffle(files);
            var volume = Read(files).Volume;
            Assert.Equal((Columns, Rows, 7), (volume.Width, volume.Height, volume.Depth));
            Assert.Equal(Enumerable.Range(0, 7).SelectMany(static z => Slice(z).Pixels).Select(static value => value - 1024f), volume.Voxels);
            var (x, y, z) = volume.VoxelToWorld.Apply(5, 4, 6);
            Assert.Equal((10 - 3.5, 20 - 3.2, 12), (Math.Round(x, 6), Math.Round(y, 6), Math.Round(z, 6)));
        }, iter: 20);
    }

    [Theory]
    [InlineData(DicomStorage.ExplicitLittleEndian)]
    [InlineData(DicomStorage.ImplicitLittleEndian)]
    [InlineData(DicomStorage.RunLength)]
    [InlineData(DicomStorage.LosslessJpeg)]
    public void Compressed_slices_are_the_same_volume(DicomStorage storage)
    {
        var signed = Chest(3).ConvertAll(slice => slice with { Pixels = Array.ConvertAll(slice.Pixels, static value => (short)(value - 1500)) });
        Assert.Equal(Read(signed).Volume.Voxels, Read(signed.Select(slice => slice with { Storage = storage })).Volume.Voxels);
    }

    [Theory]
    [InlineData(-2000, 1, -1024)]
    [InlineData(1500, 1, -1024)]
    [InlineData(0, 2, 500)]
    public void Padding_is_air_whatever_bone_it_would_be_once_it_is_rescaled(short padding, double slope, double intercept)
    {
        var slices = Chest(3).ConvertAll(slice => slice with
        {
            Slope = slope,
            Intercept = intercept,
            Padding = padding,
            Pixels = [.. slice.Pixels.Select((value, i) => i is 0 or 29 ? padding : (short)(value + 1))],
        });

        var voxels = Read(slices).Volume.Voxels;

        var expected = slices.SelectMany(static slice => slice.Pixels).Select(value => value == padding ? Hounsfield.Air : (float)((value * slope) + intercept));
        Assert.Equal(expected, voxels);
        Assert.Equal(6, voxels.Count(static value => value == Hounsfield.Air));
    }

    [Fact]
    public void Padding_of_another_modality_is_no_signal()
    {
        var slices = Chest(2).ConvertAll(static slice => slice with { Modality = "MR", Padding = 900, Pixels = [900, .. slice.Pixels[1..]] });
        var voxels = DicomSeries.Assemble([.. slices.Select(static slice => (Func<Stream>)(() => new MemoryStream(Encode(slice))))], cancellationToken: TestContext.Current.CancellationToken).Voxels;
        Assert.Equal((0f, 1f - 1024f), (voxels[0], voxels[1]));
    }

    [Fact]
    public void Slices_of_different_compressions_are_one_series()
    {
        DicomStorage[] all = [DicomStorage.ExplicitLittleEndian, DicomStorage.RunLength, DicomStorage.LosslessJpeg, DicomStorage.ImplicitLittleEndian];
        Assert.Equal(Read(Chest(4)).Volume.Voxels, Read(Chest(4).Select((slice, z) => slice with { Storage = all[z] })).Volume.Voxels);
    }

    [Fact]
    public void Localizers_and_pictures_of_screens_are_left_out_with_a_reason()
    {
        var read = Read([Screen, .. Chest(3), Scout]);
        Assert.Equal(3, read.Volume.Depth);
        Assert.Equal([new(0, "secondary-capture"), new SetAside(4, "localizer")], read.LeftOut);
    }

    [Fact]
    public void A_localizer_within_the_series_itself_is_left_out_too() =>
        Assert.Equal(new SetAside(3, "localizer"), Assert.Single(Read([.. Chest(3), Scout with { Series = "chest", Number = 9 }]).LeftOut));

    [Fact]
    public void Images_of_another_modality_in_a_series_of_their_own_are_left_out() =>
        Assert.Equal("other-modality", Assert.Single(Read([.. Chest(3), Slice(0) with { Series = "pet", Modality = "PT" }]).LeftOut).Reason);

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.88.67", "not-an-image")]
    [InlineData("1.2.840.10008.5.1.4.1.1.66.4", "segmentation")]
    public void Documents_and_segmentations_are_left_out(string kind, string reason)
    {
        var document = new DicomFileBuilder(DicomEncoding.ExplicitLittle, "1.2.840.10008.1.2.1").Text(DicomTags.SopClassUid, kind).Text(DicomTags.Modality, "SR").ToArray();
        Assert.Equal(reason, Assert.Single(Read([document, .. Chest(3).Select(Encode)]).LeftOut).Reason);
    }

    [Fact]
    public void Of_two_series_the_one_that_is_asked_for_by_number_is_read()
    {
        var thin = Chest(5, "thin", number: 3);
        var read = Read([.. Chest(3), .. thin], "3");
        Assert.Equal((5, 3), (read.Volume.Depth, read.LeftOut.Count(static other => other.Reason == "other-series")));
        Assert.Equal(5, Read([.. Chest(3), .. thin], DicomWriter.Uid("series/study/thin")).Volume.Depth);
    }

    [Fact]
    public void A_series_that_is_not_there_is_refused() => Refused("unknown-series", Chest(3), "7");

    [Fact]
    public void A_changing_tube_current_and_gaps_in_the_numbers_split_no_series() =>
        Assert.Equal(6, Read(Chest(6).Select(static slice => slice with { Number = slice.Number * slice.Number })).Volume.Depth);

    [Fact]
    public void An_oblique_series_keeps_its_geometry()
    {
        var (c, s) = (Math.Cos(Math.PI / 12), Math.Sin(Math.PI / 12));
        var files = Enumerable.Range(0, 5).Select(z => Slice(z) with { Orientation = [1, 0, 0, 0, c, s], Position = [3, -2 * z * s, 2 * z * c] });
        var (x, y, height) = Read(files).Volume.VoxelToWorld.Apply(2, 3, 4);
        Assert.Equal(-(3 + (2 * 0.7)), x, 1e-4);
        Assert.Equal(-((3 * 0.8 * c) - (8 * s)), y, 1e-4);
        Assert.Equal((3 * 0.8 * s) + (8 * c), height, 1e-4);
    }

    [Fact]
    public void Each_file_of_the_series_is_opened_twice_and_the_others_once()
    {
        byte[][] files = [.. Chest(3).Select(Encode), Encode(Scout)];
        var opened = new int[files.Length];
        DicomSeries.ReadCt([.. files.Select((file, i) => (Func<Stream>)(() =>
        {
            opened[i]++;
            return new MemoryStream(file);
        }))], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([2, 2, 2, 1], opened);
    }
}
