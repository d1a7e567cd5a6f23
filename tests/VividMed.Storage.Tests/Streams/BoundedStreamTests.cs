using CsCheck;
using VividMed.Storage.Streams;

namespace VividMed.Storage.Tests.Streams;

public sealed class BoundedStreamTests
{
    [Fact]
    public async Task However_it_is_read_it_gives_the_next_bytes_and_leaves_the_rest() =>
        await Gen.Select(
            Gen.Byte.Array[0, 60], Gen.Int[0, 60], Gen.Int[0, 80], Gen.Int[1, 9], Gen.Int[1, 20],
            StreamReading.AnyWay).SampleAsync(static async (content, skip, length, sip, piece, read) =>
        {
            using var inner = new SippingStream(content, sip);
            inner.Position = Math.Min(skip, content.Length);
            var rest = content[(int)inner.Position..];
            await using var bounded = new BoundedStream(inner, length, leaveOpen: true);

            var given = await read(bounded, piece);

            Assert.Equal(rest.Take(length), given);
            Assert.Equal(given.Length, bounded.Position);
            Assert.Equal(rest.Skip(length), inner.ToArray()[(int)inner.Position..]);
        });

    [Fact]
    public async Task It_never_asks_for_a_byte_beyond_its_end_and_at_its_end_for_none()
    {
        using var inner = new SippingStream(new byte[100], sip: 3);
        await using var bounded = new BoundedStream(inner, 7);

        var counts = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            counts.Add(bounded.Read(new byte[5]));
            counts.Add(await bounded.ReadAsync(new byte[5], TestContext.Current.CancellationToken));
        }

        Assert.Equal([3, 3, 1, 0, 0, 0], counts);
        // A pipe waits for more even where nothing is asked of it, and there may be nothing more to come.
        Assert.Equal([5, 4, 1], inner.Asked);
    }

    [Fact]
    public void A_source_that_ends_early_ends_it_early()
    {
        using var bounded = new BoundedStream(new MemoryStream([1, 2]), 5);

        Assert.Equal(2, bounded.ReadAtLeast(new byte[5], 5, throwOnEndOfStream: false));
        Assert.Equal((5, 2), (bounded.Length, bounded.Position));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_closes_its_source_unless_told_to_leave_it(bool leaveOpen)
    {
        using var inner = new SippingStream([1], sip: 1);
        new BoundedStream(inner, 1, leaveOpen).Dispose();

        Assert.Equal(!leaveOpen, inner.IsDisposed);
    }

    [Fact]
    public void It_goes_forward_only()
    {
        using var bounded = new BoundedStream(new MemoryStream([1, 2]), 2);

        Assert.Equal((true, false, false), (bounded.CanRead, bounded.CanSeek, bounded.CanWrite));
        Assert.Throws<NotSupportedException>(() => bounded.Position = 0);
        Assert.Throws<NotSupportedException>(() => bounded.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => bounded.SetLength(1));
        Assert.Throws<NotSupportedException>(() => bounded.WriteByte(1));
    }
}
