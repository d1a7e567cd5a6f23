using System.IO.Compression;
using System.Security.Cryptography;
using CsCheck;
using VividMed.Imaging.Png;
using VividMed.Imaging.Png.Residuals;

namespace VividMed.Imaging.Tests.Png;

public sealed class ResidualStreamTests
{
    /// <summary>Nothing but noise, noise of few values, long runs, and all of them in turns; around the borders of blocks too.</summary>
    private static readonly Gen<byte[]> Contents = Gen.Select(Gen.Int[0, 4], Gen.Int, Gen.OneOf(Gen.Int[0, 3000], Gen.Int[131_060, 131_090], Gen.Int[262_140, 262_150]))
        .Select(static (kind, seed, length) =>
        {
            var random = new Random(seed);
            var bytes = new byte[length];
            for (var i = 0; i < length;)
            {
                var shape = kind == 4 ? random.Next(4) : kind;
                var end = kind == 4 ? Math.Min(length, i + random.Next(1, 700)) : length;
                var value = (byte)random.Next(256);
                for (; i < end; i++) bytes[i] = shape switch { 0 => (byte)random.Next(256), 1 => (byte)(random.Next(5) + random.Next(5)), 2 => value, _ => (byte)(random.Next(40) == 0 ? 1 : 0) };
            }

            return bytes;
        });

    [Fact]
    public void Any_inflater_gives_back_what_was_written() =>
        Contents.Sample(static bytes => Assert.Equal(bytes, Inflate(Deflate(bytes))), iter: 150);

    [Fact]
    public void What_is_written_piece_by_piece_comes_out_the_same()
    {
        byte[] bytes = [.. Enumerable.Range(0, 300_000).Select(static i => (byte)(i * i % 251 % 7)), .. new byte[5_000]];
        var pieces = new MemoryStream();
        using (var stream = new ResidualStream(pieces))
        {
            foreach (var piece in bytes.Chunk(1_009)) stream.Write(piece, 0, piece.Length);
        }

        Assert.Equal(Deflate(bytes), pieces.ToArray());
    }

    [Fact]
    public void One_value_costs_next_to_nothing_and_noise_hardly_more_than_itself()
    {
        Assert.InRange(Deflate(new byte[1 << 20]).Length, 0, (1 << 20) / 400);
        var noise = new byte[1 << 18];
        new Random(3).NextBytes(noise);
        Assert.InRange(Deflate(noise).Length, 0, noise.Length + (noise.Length / 100));
    }

    [Fact]
    public void Noise_of_an_exposure_takes_no_more_than_zlib_makes_of_it()
    {
        var random = new Random(4);
        byte[] residuals = [.. Enumerable.Range(0, 300_000).Select(_ => (byte)(random.Next(-7, 8) + random.Next(-7, 8)))];
        var zlib = new MemoryStream();
        using (var stream = new ZLibStream(zlib, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(residuals);
        Assert.InRange(Deflate(residuals).Length, 0, zlib.Length);
    }

    [Fact]
    public void The_bytes_depend_on_nothing_but_what_is_written()
    {
        byte[] ramp = [.. Enumerable.Range(0, 1000).Select(static i => (byte)(i * i % 11)), .. new byte[500]];
        Assert.Equal("6812ea28f9b80f2d", Convert.ToHexStringLower(SHA256.HashData(Deflate(ramp)))[..16]);
    }

    [Fact]
    public void Codes_are_complete_within_the_limit_and_shorter_for_what_is_frequent() =>
        Gen.Int[0, 100_000].Array[2, 286].Where(static counts => counts.Count(static count => count > 0) >= 2).Sample(static counts =>
        {
            var lengths = new byte[counts.Length];
            CodeLengths.Of(counts, 12, lengths);
            Assert.Equal(1 << 12, lengths.Where(static length => length > 0).Sum(static length => 1 << (12 - length)));
            Assert.All(counts.Zip(lengths), static symbol => Assert.Equal(symbol.First > 0, symbol.Second > 0));
            var order = counts.Zip(lengths).Where(static symbol => symbol.First > 0).OrderBy(static symbol => symbol.First).ThenByDescending(static symbol => symbol.Second);
            Assert.Equal(order.Select(static symbol => symbol.Second).OrderDescending(), order.Select(static symbol => symbol.Second));
        });

    [Fact]
    public void Counts_that_grow_like_rabbits_stay_within_the_limit()
    {
        var counts = new int[40];
        (counts[0], counts[1]) = (1, 1);
        for (var i = 2; i < counts.Length; i++) counts[i] = counts[i - 1] + counts[i - 2];
        var lengths = new byte[counts.Length];
        CodeLengths.Of(counts, 12, lengths);
        Assert.Equal(12, lengths.Max());
        Assert.Equal(1, lengths[^1]);
        Assert.Equal(1 << 12, lengths.Sum(static length => 1 << (12 - length)));
    }

    [Fact]
    public void The_checksum_is_that_of_the_two_plain_sums() =>
        Gen.Byte.Array[0, 12_000].Sample(static bytes =>
        {
            var (sum, sums) = (1u, 0u);
            foreach (var value in bytes) (sum, sums) = ((sum + value) % 65521, (sums + ((sum + value) % 65521)) % 65521);
            Assert.Equal(sum | (sums << 16), Adler32.Append(1, bytes));
            Assert.Equal(Adler32.Append(1, bytes), Adler32.Append(Adler32.Append(1, bytes.AsSpan(0, bytes.Length / 3)), bytes.AsSpan(bytes.Length / 3)));
        });

    private static byte[] Deflate(byte[] bytes)
    {
        var output = new MemoryStream();
        using (var stream = new ResidualStream(output)) stream.Write(bytes);
        return output.ToArray();
    }

    private static byte[] Inflate(byte[] bytes)
    {
        using var stream = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var output = new MemoryStream();
        stream.CopyTo(output);
        return output.ToArray();
    }
}
