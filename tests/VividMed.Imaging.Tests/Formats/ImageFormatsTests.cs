using VividMed.Imaging.Formats;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Tests.Nifti;
using VividMed.Imaging.Tests.Safety;

namespace VividMed.Imaging.Tests.Formats;

/// <summary>What a file holds is told by its first bytes.</summary>
public sealed class ImageFormatsTests
{
    [Fact]
    public void Every_format_that_is_read_is_recognized_within_gzip_too()
    {
        foreach (var (format, file) in new[]
        {
            (ImageFormat.Nifti, NiftiBytes.Build(NiftiDatatype.Int16, [3, 2, 2])), (ImageFormat.Nifti, NiftiBytes.Build(NiftiDatatype.Int16, [3, 2, 2], version: 2, bigEndian: true)),
            (ImageFormat.Png, FuzzFiles.Png()[0]), (ImageFormat.Jpeg, FuzzFiles.BaselineJpeg()[0]), (ImageFormat.Dicom, FuzzFiles.PlainDicom()[0]), (ImageFormat.Dicom, FuzzFiles.PlainDicom()[0][132..]),
        })
        {
            foreach (var content in new[] { file, FuzzFiles.Gzipped(file) })
            {
                Assert.Equal(format, ImageFormats.Of(new MemoryStream(content), out _));
                Assert.Equal(format, ImageFormats.Of(new OneWayStream(new MemoryStream(content)), out var whole));
                var again = new MemoryStream();
                whole.CopyTo(again);
                Assert.Equal(content, again.ToArray());
            }
        }
    }

    [Theory]
    [InlineData("RIFF\u0010\0\0\0WEBPVP8 ", "WebP")]
    [InlineData("II*\0\u0008\0\0\0", "TIFF")]
    [InlineData("GIF89a\u0001\0", "GIF")]
    [InlineData("%PDF-1.7", "PDF")]
    [InlineData("<!DOCTYPE html><html>", "web page")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:", "Git LFS")]
    public void What_is_recognized_and_not_read_is_named(string start, string name)
    {
        var refusal = Assert.Throws<ImageFormatException>(() => ImageFormats.Of(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(start)), out _));
        Assert.Equal("foreign-format", refusal.Code);
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x1F, 0x8B })]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })]
    public void Anything_else_is_not_recognized_and_no_error(byte[] content) => Assert.Equal(ImageFormat.Unknown, ImageFormats.Of(new MemoryStream(content), out _));

    [Fact]
    public void A_preamble_that_is_a_picture_of_another_kind_is_a_preamble()
    {
        var file = FuzzFiles.PlainDicom()[0];
        "II*\0"u8.CopyTo(file);
        Assert.Equal(ImageFormat.Dicom, ImageFormats.Of(new MemoryStream(file), out _));
    }
}
