using VividMed.Datasets;
using VividMed.Imaging;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;

namespace VividMed.Localization.Tests;

/// <summary>Small files as datasets have them, and what the shards make of them.</summary>
public sealed class StoredImageTests
{
    private static readonly GrayImage Picture = new(16, 8, [.. Enumerable.Range(0, 128).Select(static i => (byte)(2 * i))]);

    private readonly MemoryDataset _dataset = new();

    [Theory]
    [InlineData("a.png")]
    [InlineData("deep/er/A.PNG")]
    public void A_png_is_stored_with_the_very_pixels_that_it_has(string path)
    {
        var image = Add(path, static file => PngCodec.WriteGray8(file, Picture));

        Assert.Equal(Picture.Pixels, StoredPng(image).Pixels);
        Assert.Equal((null, null), StudyPictures.Radiograph(Read(image), image) is var read ? (read.SpacingMm, read.Affine) : default);
    }

    [Theory]
    [InlineData("a.jpg")]
    [InlineData("a.JPEG")]
    public void A_jpeg_is_stored_with_the_pixels_that_it_decodes_to(string path)
    {
        var image = Add(path, static file => JpegCodec.WriteGray(file, Picture));
        var decoded = JpegCodec.ReadGray(new MemoryStream(_dataset.Files[path]));

        Assert.Equal(decoded.Pixels, StoredPng(image).Pixels);
        Assert.All(decoded.Pixels.Zip(Picture.Pixels), static pair => Assert.InRange(pair.First - pair.Second, -6, 6));
    }

    [Fact]
    public void A_DICOM_file_is_stored_as_rendered_with_the_spacing_of_its_detector()
    {
        var image = Add("a.dcm", static file => DicomWriter.Write(file, Dicom(spacing: 0.125)));

        var stored = StoredPng(image);

        // Stretched from darkest to brightest and equalized: values keep their order and reach both ends.
        Assert.Equal((16, 8, 0, 255), (stored.Width, stored.Height, (int)stored.Pixels[0], (int)stored.Pixels[^1]));
        Assert.Equal(stored.Pixels.Order(), stored.Pixels);
        Assert.Equal([0.125, 0.125, 1], StudyPictures.Radiograph(Read(image), image).SpacingMm!);
    }

    [Fact]
    public void Rows_and_columns_of_unequal_spacing_are_stored_as_they_are_with_both_spacings()
    {
        var image = Add("a.dcm", static file => DicomWriter.Write(file, Dicom(spacing: 0.125)));
        var square = StoredPng(image);
        var (bytes, rows) = (_dataset.Files["a.dcm"], System.Text.Encoding.ASCII.GetBytes("0.125\\0.125"));
        System.Text.Encoding.ASCII.GetBytes("0.250").CopyTo(bytes, bytes.AsSpan().IndexOf(rows));

        // The file has the distance of rows first.
        Assert.Equal([0.125, 0.25, 1], StudyPictures.Radiograph(Read(image), image).SpacingMm!);
        var stored = StoredPng(image);
        Assert.Equal((square.Width, square.Height), (stored.Width, stored.Height));
        Assert.Equal(square.Pixels, stored.Pixels);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0.0)]
    [InlineData(100.0)]
    public void A_spacing_that_is_missing_or_impossible_is_none(double? spacing)
    {
        var image = Add("a.dcm", file => DicomWriter.Write(file, Dicom(spacing)));

        Assert.Null(StudyPictures.Radiograph(Read(image), image).SpacingMm);
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.jpg")]
    [InlineData("a.dcm")]
    public void A_file_that_is_no_picture_is_a_typed_error(string path)
    {
        var image = Add(path, static file => file.Write("no picture at all, but long enough for a header or two"u8));

        Assert.Throws<ImageFormatException>(() => StudyPictures.Radiograph(Read(image), image));
    }

    [Fact]
    public void A_faithful_volume_is_handed_on_byte_for_byte()
    {
        // Wider than need be: written anew, it would have two bytes a voxel.
        var voxels = Array.ConvertAll(Voxels(), static value => (double)value);
        var image = Add("v.nii.gz", file => NiftiWriter.Write(file, voxels, 3, 2, 2, Affine.Scale(1, 2, 3)));

        Assert.Equal(_dataset.Files["v.nii.gz"], StoredVolume(image));
    }

    [Fact]
    public void A_volume_that_is_not_compressed_is_written_anew_with_the_same_values_and_geometry()
    {
        var image = Add("v.nii", static file => NiftiWriter.Write(file, Voxels(), 3, 2, 2, Affine.Scale(1, 2, 3, 10, 20, 30), gzip: false));

        var stored = StoredVolume(image);
        var read = NiftiFile.Read(new MemoryStream(stored));

        Assert.Equal([0x1f, 0x8b], stored[..2]);
        Assert.Equal(Voxels().Select(static value => (float)value), read.ToVolume().Voxels);
        Assert.Equal(Affine.Scale(1, 2, 3, 10, 20, 30), read.ToVolume().VoxelToWorld);
    }

    [Fact]
    public void A_volume_of_raw_values_is_stored_in_Hounsfield_units_with_the_geometry_of_the_table()
    {
        var table = Affine.Scale(-0.5, -0.5, 2, 7, 8, 9);
        var image = AddVolume() with { Rescale = new ValueRescale(2, -100), Geometry = table };

        var read = NiftiFile.Read(new MemoryStream(StoredVolume(image))).ToVolume();

        Assert.Equal(Voxels().Select(static value => Math.Max(-1024f, (2f * value) - 100)), read.Voxels);
        Assert.Equal(table, read.VoxelToWorld);
    }

    [Fact]
    public void Raw_values_without_a_geometry_are_refused()
    {
        var image = AddVolume() with { Rescale = new ValueRescale(1, 0) };

        Assert.Equal("no-geometry", Assert.Throws<DatasetException>(() => StudyPictures.Volume(Read(image), image)).Code);
    }

    [Theory]
    [InlineData(12f, 2)]
    [InlineData(12.5f, 4)]
    [InlineData(40_000f, 4)]
    [InlineData(-32_768f, 2)]
    public void A_volume_is_written_in_two_bytes_a_voxel_where_those_hold_every_value(float value, int bytes)
    {
        var content = StudyPictures.Encode(new Volume(2, 1, 1, [0, value], Affine.Identity));

        var read = NiftiFile.Read(new MemoryStream(content));
        Assert.Equal([0, value], read.ToVolume().Voxels);
        using var plain = new System.IO.Compression.GZipStream(new MemoryStream(content), System.IO.Compression.CompressionMode.Decompress);
        using var copy = new MemoryStream();
        plain.CopyTo(copy);
        Assert.Equal(352 + (2 * bytes), copy.Length);
    }

    private static short[] Voxels() => [0, 1, -1000, 500, 3071, -1024, -900, 7, 8, 9, 10, 11];

    private static DicomRadiograph Dicom(double? spacing) => new()
    {
        Columns = 16,
        Rows = 8,
        Pixels = [.. Enumerable.Range(0, 128).Select(static i => (ushort)(1000 + (20 * i)))],
        PatientId = "p",
        StudyId = "s",
        StudyTime = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Unspecified),
        PixelSpacing = spacing,
        Seed = "seed",
    };

    private StudyImage Add(string path, Action<Stream> write)
    {
        using var file = new MemoryStream();
        write(file);
        _dataset.Files[path] = file.ToArray();
        return new StudyImage("i", path, "PA");
    }

    private StudyImage AddVolume() => Add("v.nii.gz", static file => NiftiWriter.Write(file, Voxels(), 3, 2, 2, Affine.Identity));

    private SourceFile Read(StudyImage image) => new(_dataset.Files[image.Path], "");

    private GrayImage StoredPng(StudyImage image) =>
        PngCodec.ReadGray(new MemoryStream(StudyPictures.Encode(StudyPictures.Radiograph(Read(image), image).Picture)));

    private byte[] StoredVolume(StudyImage image) => StudyPictures.Encode(StudyPictures.Volume(Read(image), image), Read(image), image);
}
