using System.Security.Cryptography;
using System.Text;
using VividMed.Datasets;
using VividMed.Imaging;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;

namespace VividMed.Localization.Tests;

/// <summary>Files that are no chest radiograph or CT become no picture and no sample.</summary>
public sealed class AdmissionTests
{
    [Theory]
    [InlineData("DX", "MR", "not-a-radiograph")]
    [InlineData("CHEST", "NECK ", "not-chest")] // as long as the word that it takes the place of, with the filling byte that evens it
    [InlineData("NO", "YES", "burned-in-annotation")]
    [InlineData("NO", "no", null)]
    public void A_DICOM_file_that_says_it_is_something_else_is_refused(string said, string instead, string? reason) =>
        Assert.Equal(reason, Refusal(Replace(Radiograph(static i => 1000 + (20 * i)), said, instead), "a.dcm"));

    [Fact]
    public void An_empty_exposure_is_refused() => Assert.Equal("no-picture", Refusal(Radiograph(static _ => 777), "a.dcm"));

    [Fact]
    public void A_picture_of_steps_is_refused_whatever_its_format()
    {
        using var file = new MemoryStream();
        PngCodec.WriteGray8(file, new GrayImage(16, 8, [.. Enumerable.Range(0, 128).Select(static i => (byte)(i % 16 * 16))]));

        Assert.Equal("no-picture", Refusal(file.ToArray(), "a.png"));
    }

    [Fact]
    public void The_content_of_a_picture_decides_and_not_its_name()
    {
        using var file = new MemoryStream();
        PngCodec.WriteGray8(file, new GrayImage(16, 8, [.. Enumerable.Range(0, 128).Select(static i => (byte)(i * 2))]));
        Assert.Null(Record.Exception(() => StudyPictures.Radiograph(Source(file.ToArray()), new StudyImage("i", "a.jpg", "PA"))));

        byte[] webp = [.. "RIFF"u8, 16, 0, 0, 0, .. "WEBPVP8 "u8, .. new byte[16]];
        foreach (var name in new[] { "a.png", "a.jpg", "a.dcm" })
        {
            var refusal = Assert.Throws<ImageFormatException>(() => StudyPictures.Radiograph(Source(webp), new StudyImage("i", name, "PA")));
            Assert.Equal("foreign-format", refusal.Code);
            Assert.Contains("WebP", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_volume_that_is_a_picture_is_refused_by_what_it_is()
    {
        var picture = Assert.Throws<ImageFormatException>(() => Read([0x89, .. "PNG\r\n\u001a\n"u8, .. new byte[400]]));
        Assert.Equal("not-nifti", picture.Code);
        Assert.Contains("PNG", picture.Message, StringComparison.Ordinal);
        Assert.Equal("not-ct", Assert.Throws<ImageFormatException>(() => Read(Radiograph(static i => i))).Code);

        static object Read(byte[] file) => StudyPictures.Volume(Source(file), new StudyImage("i", "v.nii.gz", ""));
    }

    [Theory]
    [InlineData(0, "not-ct")]
    [InlineData(-1000, null)]
    public void A_volume_without_air_is_refused(short least, string? reason)
    {
        using var file = new MemoryStream();
        NiftiWriter.Write(file, (short[])[least, 1, 2, 3, 4, 5, 6, 7], 2, 2, 2, Affine.Identity);

        var refused = Record.Exception(() => StudyPictures.Volume(Source(file.ToArray()), new StudyImage("i", "v.nii.gz", "")));

        Assert.Equal(reason, (refused as DatasetException)?.Code);
    }

    private static string? Refusal(byte[] file, string path) =>
        (Record.Exception(() => StudyPictures.Radiograph(Source(file), new StudyImage("i", path, "PA"))) as DatasetException)?.Code;

    private static byte[] Radiograph(Func<int, int> value)
    {
        using var file = new MemoryStream();
        DicomWriter.Write(file, new DicomRadiograph
        {
            Columns = 16,
            Rows = 8,
            Pixels = [.. Enumerable.Range(0, 128).Select(i => (ushort)value(i))],
            PatientId = "p",
            StudyId = "s",
            StudyTime = new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Unspecified),
            Seed = "seed",
        });
        return file.ToArray();
    }

    /// <summary>Puts another text in the place of an attribute's; both must be written with as many bytes, or the length is corrected.</summary>
    private static byte[] Replace(byte[] file, string said, string instead)
    {
        byte[] Element(string text) => Encoding.ASCII.GetBytes(text.Length % 2 == 0 ? text : text + ' ') is var value ? [.. "CS"u8, (byte)value.Length, 0, .. value] : [];
        var at = file.AsSpan().IndexOf(Element(said));
        Assert.True(at > 0, said);
        return [.. file[..at], .. Element(instead), .. file[(at + Element(said).Length)..]];
    }

    private static SourceFile Source(byte[] content) => new(content, Convert.ToHexStringLower(SHA256.HashData(content)));
}
