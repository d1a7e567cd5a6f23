using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Nifti;

/// <summary>
/// Reads NIfTI-1 and NIfTI-2 of both byte orders and all scalar voxel types, plain or gzipped (found by its first bytes, not by the
/// file's name). Values are scaled by slope and intercept; a slope of zero or NaN means unscaled. Every size is checked before memory
/// is taken for it.
/// </summary>
/// <remarks>
/// Bad input is an <see cref="ImageFormatException"/> with one of the codes not-nifti, truncated-header, bad-dimensions,
/// bad-voxel-offset, bad-scaling, unsupported-datatype, datatype-mismatch, cifti, missing-pair, not-a-pair, too-large,
/// truncated-voxels, gantry-tilt and broken-gzip.
/// </remarks>
public static class NiftiFile
{
    /// <summary>
    /// The most voxels that are read into memory unless the caller says otherwise: 1,024 x 1,024 x 1,024, as 4 GiB of float32.
    /// </summary>
    public const long DefaultMaxVoxels = 1L << 30;

    private const int PieceLength = 1 << 16;
    private const int FirstAllocation = 1 << 22;

    /// <summary>Reads a single-file image from the stream's position; the stream stays open.</summary>
    public static NiftiImage Read(Stream stream, long maxVoxels = DefaultMaxVoxels, CancellationToken cancellationToken = default)
    {
        using var source = NiftiSource.Open(stream);
        return Read(source, maxVoxels, cancellationToken);
    }

    /// <summary>Reads an image whose header (.hdr) and voxels (.img) are apart; both streams stay open.</summary>
    public static NiftiImage Read(
        Stream header, Stream voxels, long maxVoxels = DefaultMaxVoxels, CancellationToken cancellationToken = default)
    {
        using var source = NiftiSource.OpenPair(header, voxels);
        return Read(source, maxVoxels, cancellationToken);
    }

    /// <summary>Reads a file; for a .hdr or .img, the other half is looked for beside it.</summary>
    public static NiftiImage Read(string path, long maxVoxels = DefaultMaxVoxels, CancellationToken cancellationToken = default) =>
        NiftiPath.Open(path, source => Read(source, maxVoxels, cancellationToken));

    /// <summary>Describes a file without holding its voxels. <see cref="NiftiSummary.File"/> is the path as given.</summary>
    public static NiftiSummary Summarize(string path, CancellationToken cancellationToken = default) =>
        NiftiPath.Open(path, source => NiftiSummarizer.Summarize(source, path, cancellationToken));

    /// <summary>Describes a single-file image without holding its voxels; the stream stays open.</summary>
    public static NiftiSummary Summarize(Stream stream, string file, CancellationToken cancellationToken = default)
    {
        using var source = NiftiSource.Open(stream);
        return NiftiSummarizer.Summarize(source, file, cancellationToken);
    }

    /// <summary>
    /// Reads the header alone, inflating no more than a few kilobytes; for a pair, the .hdr suffices. The path's stream is closed.
    /// </summary>
    public static NiftiInfo ReadInfo(string path)
    {
        if (path.EndsWith(".img", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".img.gz", StringComparison.OrdinalIgnoreCase))
            return NiftiPath.Open(path, static source => NiftiInfo.Of(source.Header));
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 4096);
        return ReadInfo(stream);
    }

    /// <summary>Reads the header alone from the stream's position; the stream stays open.</summary>
    public static NiftiInfo ReadInfo(Stream stream) => NiftiInfo.Of(NiftiSource.ReadHeader(stream));

    private static NiftiImage Read(NiftiSource source, long maxVoxels, CancellationToken cancellationToken)
    {
        var header = source.Header;
        if (header.VoxelCount > Math.Min(maxVoxels, Array.MaxLength))
            throw new ImageFormatException(
                "too-large", $"The image has {string.Join(" x ", header.Shape)} voxels, more than the limit of {maxVoxels}.");

        var values = ReadValues(source, (int)header.VoxelCount, cancellationToken);
        source.Finish();
        var geometry = NiftiGeometry.Of(header);
        return new(header.Shape, header.Datatype, geometry.VoxelToWorld, geometry.Source, geometry.Warning, values);
    }

    /// <summary>
    /// Where the input's length is unknown, the array grows with what has really arrived, so that a lying header costs nothing.
    /// </summary>
    private static float[] ReadValues(NiftiSource source, int count, CancellationToken cancellationToken)
    {
        var values = GC.AllocateUninitializedArray<float>(source.LengthIsKnown ? count : Math.Min(count, FirstAllocation));
        var scratch = new byte[PieceLength * source.Header.Datatype.Size()];
        for (var done = 0; done < count;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (done == values.Length) Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
            var piece = values.AsSpan(done, Math.Min(PieceLength, values.Length - done));
            NiftiValues.ReadNext(source, scratch, piece);
            done += piece.Length;
        }

        return values;
    }
}

/// <summary>
/// A NIfTI image as read: scaled values in file order (first axis fastest), 1 to 7 axes in <paramref name="Shape"/>, and the affine
/// with where it came from. <paramref name="Warning"/> says what of the header was passed over, scaled or contradicts itself.
/// </summary>
public sealed record NiftiImage(
    int[] Shape, NiftiDatatype Datatype, Affine VoxelToWorld, AffineSource AffineSource, string? Warning, float[] Values)
{
    /// <summary>The image as a volume that shares its values.</summary>
    /// <exception cref="ImageFormatException"><c>not-a-volume</c>: a fourth or later axis is longer than 1.</exception>
    public Volume ToVolume()
    {
        if (Shape.Skip(3).Any(static length => length > 1))
            throw new ImageFormatException("not-a-volume", $"The image has the shape {string.Join(" x ", Shape)}: more than one volume.");
        return new(Length(0), Length(1), Length(2), Values, VoxelToWorld);
    }

    private int Length(int axis) => axis < Shape.Length ? Shape[axis] : 1;
}
