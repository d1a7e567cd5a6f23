using System.Runtime.InteropServices;
using System.Security.Cryptography;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Tests.Safety;
using VividMed.TestKit;

namespace VividMed.Imaging.Tests.Nifti;

/// <summary>Slice by slice: the same values as at once, at any size.</summary>
public sealed class NiftiSliceReaderTests
{
    [Theory]
    [InlineData("functional.nii")]
    [InlineData("LPS.nii.gz")]
    [InlineData("ras.hdr")]
    public void The_slices_together_are_the_image(string name)
    {
        using var reader = NiftiSliceReader.Open(NiftiFixtures.Path(name));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var slice = new float[reader.SliceLength];
        var slices = 0L;
        for (; reader.ReadNext(slice); slices++) hash.AppendData(MemoryMarshal.AsBytes(slice.AsSpan()));
        Assert.Equal(reader.SliceCount, slices);
        Assert.Equal(reader.Info.VoxelCount, slices * reader.SliceLength);
        Assert.Equal(NiftiFixtures.Oracle(name).GetProperty("f32_sha256_fortran").GetString(), Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void A_stream_is_read_as_its_file_is_and_stays_open()
    {
        using var stream = new MemoryStream(File.ReadAllBytes(NiftiFixtures.Path("LPS.nii.gz")));
        using var file = NiftiSliceReader.Open(NiftiFixtures.Path("LPS.nii.gz"));
        using (var reader = NiftiSliceReader.Open(stream))
        {
            var (own, other) = (new float[reader.SliceLength], new float[file.SliceLength]);
            while (reader.ReadNext(own))
            {
                Assert.True(file.ReadNext(other));
                Assert.Equal(other, own);
            }

            Assert.False(file.ReadNext(other));
        }

        Assert.True(stream.CanRead);
    }

    [Fact]
    public void A_volume_of_more_than_two_gibibytes_takes_the_memory_of_one_slice()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("large.nii");
        var header = NiftiBytes.Build(NiftiDatatype.Int16, [1]);
        foreach (var (at, length) in new[] { (40, 3), (42, 1024), (44, 1024), (46, 1100) }) NiftiBytes.Int(header, at, length, 2);
        using (var file = File.Create(path))
        {
            file.Write(header.AsSpan(0, 352));
            file.SetLength(352 + (1024L * 1024 * 1100 * 2));
            file.Position = file.Length - 2;
            file.Write([42, 0]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        using var reader = NiftiSliceReader.Open(path);
        var slice = new float[reader.SliceLength];
        var last = 0f;
        while (reader.ReadNext(slice)) last = slice[^1];
        Assert.Equal(42, last);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.Equal("too-large", Assert.Throws<ImageFormatException>(() => NiftiFile.Read(path)).Code);
    }

    [Fact]
    public void A_cut_file_fails_at_the_slice_that_is_cut()
    {
        using var reader = NiftiSliceReader.Open(NiftiFixtures.Path("derived_cut_gzip.nii.gz"));
        var slice = new float[reader.SliceLength];
        Assert.Equal("broken-gzip", Assert.Throws<ImageFormatException>(() => { while (reader.ReadNext(slice)) { } }).Code);
    }

    [Fact]
    public void Cancelled_reads_stop()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var path = NiftiFixtures.Path("LPS.nii.gz");
        using var reader = NiftiSliceReader.Open(path);
        Assert.ThrowsAny<OperationCanceledException>(() => reader.ReadNext(new float[reader.SliceLength], cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => NiftiFile.Read(path, cancellationToken: cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => NiftiFile.Summarize(path, cancelled.Token));
    }
}
