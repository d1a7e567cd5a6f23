using System.Runtime.InteropServices;
using VividMed.Imaging.Streams;

namespace VividMed.Imaging.Tests.Safety;

public sealed class BoundedReaderTests
{
    private static readonly byte[] Content = [1, 2, 3, 4, 5];

    [Fact]
    public void What_lies_in_memory_is_taken_as_it_lies_there_from_where_the_stream_is()
    {
        using var stream = new MemoryStream(Content, 0, Content.Length, writable: false, publiclyVisible: true) { Position = 2 };
        var read = BoundedReader.ReadToEnd(stream, limit: 3);

        Assert.Equal([3, 4, 5], read.ToArray());
        Assert.True(MemoryMarshal.TryGetArray(read, out var segment));
        Assert.Same(Content, segment.Array);
        Assert.Equal(Content.Length, stream.Position);
    }

    [Fact]
    public void Memory_that_is_not_shown_is_copied()
    {
        using var stream = new MemoryStream(Content, writable: false);
        var read = BoundedReader.ReadToEnd(stream, limit: 5);
        Assert.True(MemoryMarshal.TryGetArray(read, out var segment));
        Assert.NotSame(Content, segment.Array);
        Assert.Equal(Content, read.ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void More_than_the_limit_is_refused_either_way(bool shown)
    {
        using var stream = new MemoryStream(Content, 0, Content.Length, writable: false, publiclyVisible: shown);
        Assert.Equal("file-too-large", Assert.Throws<ImageFormatException>(() => BoundedReader.ReadToEnd(stream, limit: 4)).Code);
    }
}
