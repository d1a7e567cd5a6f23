using System.Security.Cryptography;
using CsCheck;
using VividMed.Storage.Streams;
using VividMed.Storage.Tests.Stores;

namespace VividMed.Storage.Tests.Streams;

public sealed class DigestStreamTests
{
    private static readonly Gen<Func<Stream, byte[], Task>> AnyWriting = Gen.OneOf<Func<Stream, byte[], Task>>(
        static (stream, piece) => Run(() => stream.Write(piece)),
        static (stream, piece) => Run(() => stream.Write(piece, 0, piece.Length)),
        static (stream, piece) => Run(() => Array.ForEach(piece, stream.WriteByte)),
        static (stream, piece) => stream.WriteAsync(piece.AsMemory()).AsTask(),
        static (stream, piece) => stream.WriteAsync(piece, 0, piece.Length));

    [Fact]
    public async Task However_it_is_read_the_digest_is_that_of_what_was_read() =>
        await Gen.Select(
            Gen.Byte.Array[0, 60], Gen.Int[1, 9], Gen.Int[1, 20],
            StreamReading.AnyWay).SampleAsync(static async (content, sip, piece, read) =>
        {
            await using var digest = new DigestStream(new SippingStream(content, sip));

            Assert.Equal(content, await read(digest, piece));
            Assert.Equal((Naive(content), content.Length), (digest.Sha256, digest.Position));
        });

    [Theory]
    [InlineData((1 << 17) - 1)]
    [InlineData(1 << 17)]
    [InlineData(1_000_003)]
    public async Task A_large_piece_is_digested_in_its_turn_between_small_ones(int length)
    {
        var piece = new byte[length];
        new Random(length).NextBytes(piece);
        using var inner = new MemoryStream();
        await using var digest = new DigestStream(inner);
        foreach (var next in new[] { piece[..7], piece, piece[..9], piece }) await digest.WriteAsync(next, TestContext.Current.CancellationToken);

        Assert.Equal([.. piece[..7], .. piece, .. piece[..9], .. piece], inner.ToArray());
        Assert.Equal((Naive(inner.ToArray()), inner.Length), (digest.Sha256, digest.Position));
    }

    [Fact]
    public async Task However_it_is_written_the_digest_is_that_of_what_arrives() =>
        await Gen.Select(AnyWriting, Gen.Byte.Array[0, 12]).Array[0, 8].SampleAsync(static async pieces =>
        {
            using var inner = new MemoryStream();
            await using var digest = new DigestStream(inner);
            foreach (var (write, piece) in pieces) await write(digest, piece);

            Assert.Equal(pieces.SelectMany(static piece => piece.Item2), inner.ToArray());
            Assert.Equal((Naive(inner.ToArray()), inner.Length), (digest.Sha256, digest.Position));
        });

    [Fact]
    public void Asking_for_the_digest_half_way_changes_nothing()
    {
        using var inner = new MemoryStream();
        using var digest = new DigestStream(inner);
        Assert.Equal(Naive([]), digest.Sha256);

        digest.Write([1, 2]);
        Assert.Equal(Naive([1, 2]), digest.Sha256);
        digest.Write([3]);
        Assert.Equal(Naive([1, 2, 3]), digest.Sha256);
    }

    [Fact]
    public void Its_source_stays_open_and_what_was_not_read_is_still_there()
    {
        using var inner = new MemoryStream([1, 2, 3]);
        using (var digest = new DigestStream(inner)) digest.ReadExactly(new byte[2]);

        Assert.Equal(3, inner.ReadByte());
    }

    [Fact]
    public void A_source_that_breaks_breaks_the_reading_and_adds_nothing()
    {
        using var digest = new DigestStream(new FailingStream(10));

        Assert.Throws<IOException>(() => digest.CopyTo(Stream.Null));
        Assert.Equal((Naive(new byte[10]), 10), (digest.Sha256, digest.Position));
    }

    [Fact]
    public async Task Sha256_of_a_stream_is_that_of_its_bytes_from_where_it_stands()
    {
        // The vector of FIPS 180-2 for three letters.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Sha256.Of("abc"u8));
        using var stream = new MemoryStream([.. "xxabc"u8]) { Position = 2 };
        Assert.Equal(Sha256.Of("abc"u8), await Sha256.OfAsync(stream, TestContext.Current.CancellationToken));
    }

    private static string Naive(byte[] content) => string.Concat(SHA256.HashData(content).Select(static value => $"{value:x2}"));

    private static Task Run(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
