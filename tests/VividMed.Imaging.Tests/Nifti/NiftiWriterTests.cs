using System.IO.Compression;
using System.Security.Cryptography;

namespace VividMed.Imaging.Tests;

public sealed class NiftiWriterTests
{
    [Fact]
    public void The_same_volume_gives_the_same_bytes_as_ever()
    {
        var stream = new MemoryStream();
        short[] voxels = [.. Enumerable.Range(0, 5 * 4 * 3).Select(static i => (short)((i * 37) - 1000))];
        NiftiWriter.Write(stream, voxels, 5, 4, 3, new Affine(-0.7, 0, 0, 120, 0, -0.7, 0, 200, 0, 0, 1.5, -300), gzip: false);
        Assert.Equal(352 + 120, stream.Length);
        Assert.Equal("8165f058984c1d196b8d5773d4b67c1efebc1f8b2019d51af3d1c1e83dd6ab31", Convert.ToHexStringLower(SHA256.HashData(stream.ToArray())));
    }

    [Fact]
    public void A_gzipped_file_holds_the_plain_file_and_no_time()
    {
        var (plain, zipped) = (new MemoryStream(), new MemoryStream());
        float[] voxels = [.. Enumerable.Range(0, 200_000).Select(static i => i * 0.5f)];
        NiftiWriter.Write(plain, voxels, 100, 50, 40, Affine.Identity, gzip: false);
        NiftiWriter.Write(zipped, voxels, 100, 50, 40, Affine.Identity);
        Assert.Equal([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255], zipped.ToArray()[..10]);

        zipped.Position = 0;
        var unzipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionMode.Decompress)) gzip.CopyTo(unzipped);
        Assert.Equal(plain.ToArray(), unzipped.ToArray());
    }

    [Fact]
    public void Voxels_that_do_not_fill_the_grid_are_a_programming_error() =>
        Assert.Throws<ArgumentException>(() => NiftiWriter.Write(new MemoryStream(), new float[7], 2, 2, 2, Affine.Identity));
}
