using CsCheck;
using VividMed.Imaging.Dicom;

namespace VividMed.Imaging.Tests.Dicom;

/// <summary>Words of big endian files are turned round whole, before anything is cut from them.</summary>
public sealed class ByteOrderTests
{
    [Fact]
    public void An_odd_number_of_bytes_in_big_endian_words_keeps_its_last_one()
    {
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int[0, 1], Gen.Int[1, 3]).Sample(static (rows, columns, color, frames) =>
        {
            var samples = color == 1 ? 3 : 1;
            byte[] expected = [.. Enumerable.Range(1, rows * columns * samples * frames).Select(static i => (byte)i)];
            var file = Start(rows, columns, bits: 8, samples, frames).Value(DicomTags.PixelData, "OW", Turned(expected)).Read();
            Assert.Equal(expected, file.DecodeImage().Pixels);
            var each = expected.Length / frames;
            for (var frame = 0; frame < frames; frame++) Assert.Equal(expected[(frame * each)..((frame + 1) * each)], file.DecodeFrame(frame).Pixels);
        }, iter: 300);
    }

    [Fact]
    public void A_last_word_that_lacks_its_second_byte_gives_the_one_it_has()
    {
        var file = Start(1, 3, bits: 8, samples: 1, frames: 1).Header(DicomTags.PixelData, "OW", 3).Raw(2, 1, 3);
        Assert.Equal([1, 2, 3], file.Decode().Pixels);
    }

    [Fact]
    public void Bits_in_big_endian_words_keep_their_last_byte()
    {
        byte[] packed = [0b1010_1010, 0b0101_0101, 0b0000_0111];
        byte[] expected = [.. Enumerable.Range(0, 20).Select(i => (byte)(packed[i >> 3] >> (i & 7) & 1))];
        var file = Start(2, 5, bits: 1, samples: 1, frames: 2).Value(DicomTags.PixelData, "OW", Turned(packed)).Read();
        Assert.Equal(expected, file.DecodeImage().Pixels);
        Assert.Equal(expected[10..], file.DecodeFrame(1).Pixels);
    }

    [Fact]
    public void Shared_chroma_in_big_endian_words_is_turned_round()
    {
        var file = new DicomFileBuilder(DicomEncoding.ExplicitBig, "1.2.840.10008.1.2.2").Image(1, 4, samples: 3, photometric: "YBR_FULL_422").Value(DicomTags.PixelData, "OW", Turned([1, 2, 100, 200, 3, 4, 101, 201]));
        Assert.Equal([1, 100, 200, 2, 100, 200, 3, 101, 201, 4, 101, 201], file.Decode().Pixels);
    }

    private static DicomFileBuilder Start(int rows, int columns, int bits, int samples, int frames) =>
        new DicomFileBuilder(DicomEncoding.ExplicitBig, "1.2.840.10008.1.2.2").Image(rows, columns, bits, samples, samples == 3 ? "RGB" : "MONOCHROME2", frames);

    /// <summary>The bytes of words, each of which has its second byte first; padded to whole words.</summary>
    private static byte[] Turned(byte[] bytes)
    {
        byte[] words = [.. bytes, .. new byte[bytes.Length & 1]];
        for (var i = 0; i < words.Length; i += 2) (words[i], words[i + 1]) = (words[i + 1], words[i]);
        return words;
    }
}
