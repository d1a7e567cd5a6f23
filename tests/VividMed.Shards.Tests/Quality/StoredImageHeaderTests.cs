using CsCheck;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.Shards.Quality;

namespace VividMed.Shards.Tests.Quality;

public sealed class StoredImageHeaderTests
{
    [Fact]
    public void A_picture_cut_anywhere_has_no_size()
    {
        Assert.Equal((8, 6, 1), StoredImageHeader.Read(TestSamples.Png));
        for (var length = 0; length < TestSamples.Png.Length; length++)
        {
            Assert.Null(StoredImageHeader.Read(TestSamples.Png.AsMemory(0, length)));
        }
    }

    [Fact]
    public void A_cut_volume_has_its_own_size_or_none()
    {
        Assert.Equal((4, 3, 2), StoredImageHeader.Read(TestSamples.Nifti));
        Assert.Null(StoredImageHeader.Read(TestSamples.Nifti.AsMemory(0, 40)));
        for (var length = 0; length < TestSamples.Nifti.Length; length++)
        {
            if (StoredImageHeader.Read(TestSamples.Nifti.AsMemory(0, length)) is { } size) Assert.Equal((4, 3, 2), size);
        }
    }

    [Fact]
    public void A_volume_of_any_shape_states_it() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 40]).Sample(
            static (width, height, depth) => StoredImageHeader.Read(Volume(width, height, depth, gzip: true)) == (width, height, depth),
            iter: 30);

    [Fact]
    public void Bytes_that_are_no_stored_image_have_no_size_and_raise_nothing()
    {
        Assert.Null(StoredImageHeader.Read(Volume(2, 2, 2, gzip: false)));
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
        Gen.Select(Gen.OneOf<byte[]>([], [0x1f, 0x8b], [0x1f, 0x8b, 8, 0], png), Gen.Byte.Array[0, 400]).Sample(
            static (start, rest) => Assert.Null(StoredImageHeader.Read((byte[])[.. start, .. rest])));
    }

    private static byte[] Volume(int width, int height, int depth, bool gzip)
    {
        using var stream = new MemoryStream();
        NiftiWriter.Write(stream, new byte[width * height * depth], width, height, depth, Affine.Identity, gzip);
        return stream.ToArray();
    }
}
