namespace VividMed.Imaging.Nifti;

/// <summary>
/// Reads a NIfTI image slice by slice, in file order, so that a volume larger than memory or than an array may hold is no harder than a
/// small one. A slice is the first two axes; later axes follow one another. Not safe for several threads at once.
/// </summary>
public sealed class NiftiSliceReader : IDisposable
{
    private readonly OpenNifti _open;
    private readonly byte[] _scratch;
    private long _next;

    private NiftiSliceReader(OpenNifti open)
    {
        _open = open;
        var header = open.Source.Header;
        Info = NiftiInfo.Of(header);
        var length = (long)header.Length(0) * header.Length(1);
        if (length > Array.MaxLength / header.Datatype.Size())
        {
            throw new ImageFormatException(
                "too-large", $"A slice of {header.Length(0)} x {header.Length(1)} voxels is larger than an array.");
        }

        SliceLength = (int)length;
        SliceCount = header.VoxelCount / length;
        _scratch = GC.AllocateUninitializedArray<byte>(SliceLength * header.Datatype.Size());
    }

    /// <summary>What the header says; known before a voxel is read.</summary>
    public NiftiInfo Info { get; }

    /// <summary>Values a slice, the first axis fastest.</summary>
    public int SliceLength { get; }

    /// <summary>All axes but the first two multiplied: a time series has its volumes' slices one after another.</summary>
    public long SliceCount { get; }

    /// <summary>Opens a file; for a .hdr or .img, the other half is looked for beside it.</summary>
    public static NiftiSliceReader Open(string path)
    {
        var open = NiftiPath.Open(path);
        try
        {
            return new NiftiSliceReader(open);
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    /// <summary>Opens a single-file image at the stream's position; the stream stays open.</summary>
    public static NiftiSliceReader Open(Stream stream)
    {
        var open = new OpenNifti(NiftiSource.Open(stream));
        try
        {
            return new NiftiSliceReader(open);
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Fills <paramref name="slice"/>, of <see cref="SliceLength"/>, with the next slice's scaled values; false behind the last, when a
    /// gzip checksum has been verified.
    /// </summary>
    /// <exception cref="ImageFormatException"><c>truncated-voxels</c> or <c>broken-gzip</c>.</exception>
    public bool ReadNext(Span<float> slice, CancellationToken cancellationToken = default)
    {
        if (slice.Length != SliceLength)
        {
            throw new ArgumentException($"A slice has {SliceLength} values, not {slice.Length}.", nameof(slice));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (_next == SliceCount)
        {
            _open.Source.Finish();
            return false;
        }

        NiftiValues.ReadNext(_open.Source, _scratch, slice);
        _next++;
        return true;
    }

    /// <summary>Closes the files that <see cref="Open(string)"/> opened, read to their end or not.</summary>
    public void Dispose() => _open.Dispose();
}
