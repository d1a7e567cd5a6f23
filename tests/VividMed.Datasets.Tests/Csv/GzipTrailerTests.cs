using System.IO.Compression;
using VividMed.Datasets.Csv;
using VividMed.Datasets.Files;

namespace VividMed.Datasets.Tests.Csv;

/// <summary>How a whole gzip file is told from one that was cut.</summary>
public sealed class GzipTrailerTests : IDisposable
{
    private readonly DatasetFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(-1, false)]
    [InlineData(1L << 32, true)] // gzip keeps the length modulo 2^32
    public void The_trailer_holds_the_length_of_the_content(long difference, bool whole)
    {
        Write(Member("a,b\n1,2\n"u8));
        Assert.Equal(whole, Fits(8 + difference));
    }

    [Fact]
    public void Two_members_in_one_file_are_taken_for_a_cut_one_and_blocks_with_their_end_mark_are_not()
    {
        byte[] two = [.. Member("a,b\n"u8), .. Member("1,2\n"u8)];
        Write(two);
        Assert.False(Fits(8));
        Write([.. two, 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Assert.True(Fits(8));
        using var table = CsvTable.Open(new LocalDatasetFiles(_folder.Root), "t.gz");
        Assert.Equal(["1", "2"], Assert.Single(table.Records(TestContext.Current.CancellationToken)).Fields);
    }

    [Fact]
    public void What_is_missing_or_too_short_for_a_trailer_does_not_fit()
    {
        Assert.False(Fits(0));
        Write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0]);
        Assert.False(Fits(0));
    }

    private bool Fits(long contentLength) => GzipTrailer.Fits(new LocalDatasetFiles(_folder.Root), "t.gz", contentLength);

    private void Write(byte[] content) => File.WriteAllBytes(Path.Combine(_folder.Root, "t.gz"), content);

    private static byte[] Member(ReadOnlySpan<byte> content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest)) gzip.Write(content);
        return stream.ToArray();
    }
}
