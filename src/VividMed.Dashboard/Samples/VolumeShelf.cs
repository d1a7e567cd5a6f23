using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Overlays;

namespace VividMed.Dashboard.Samples;

/// <summary>The last volumes that somebody went through, unpacked: a slider asks for one slice after another.</summary>
public sealed class VolumeShelf
{
    /// <summary>Two of 512 x 512 x 400 are 420 MB.</summary>
    private const int Most = 2;

    /// <summary>What is unpacked at all: 1 GB.</summary>
    private const long MostVoxels = 1L << 29;

    private readonly Recent<StoredVolume> _volumes = new(Most);

    /// <param name="name">What tells its content from any other.</param>
    /// <param name="read">Reads the stored file.</param>
    /// <exception cref="ImageFormatException">It is no NIfTI, or too large to be shown.</exception>
    public Task<StoredVolume> GetAsync(string name, Func<Task<byte[]>> read, CancellationToken cancellationToken) =>
        _volumes.GetAsync(name, async () => Unpack(await read()), cancellationToken);

    /// <summary>A stored file as a volume.</summary>
    /// <exception cref="ImageFormatException">It is no NIfTI, or too large to be shown.</exception>
    internal static StoredVolume Unpack(byte[] file)
    {
        using var stream = new MemoryStream(file, writable: false);
        using var reader = NiftiSliceReader.Open(stream);
        var voxels = reader.SliceCount * reader.SliceLength;
        if (voxels > MostVoxels) throw new ImageFormatException("too-large", $"A volume of {voxels} voxels is larger than the {MostVoxels} that are shown.");
        var (values, slice) = (new short[voxels], new float[reader.SliceLength]);
        for (var at = 0; reader.ReadNext(slice); at += slice.Length)
        {
            for (var i = 0; i < slice.Length; i++) values[at + i] = float.IsNaN(slice[i]) ? short.MinValue : (short)Math.Clamp(slice[i], short.MinValue, short.MaxValue);
        }

        int Length(int axis) => axis < reader.Info.Shape.Length ? reader.Info.Shape[axis] : 1;
        return new StoredVolume(new VolumeGrid(Length(0), Length(1), Length(2), reader.Info.VoxelToWorld), values);
    }
}

/// <summary>A volume as it is stored, in whole Hounsfield units or in those of an MR, x fastest.</summary>
public sealed record StoredVolume(VolumeGrid Grid, short[] Values)
{
    private OverlayWindow? _own;

    /// <summary>From its own dark to its own bright.</summary>
    public OverlayWindow Own => _own ??= OverlayWindow.Fit(Array.ConvertAll(Values, static value => (float)value));

    /// <summary>One slice of a plane in shades from black to white.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The plane has no such slice.</exception>
    public GrayImage Cut(OverlayPlane plane, int slice, OverlayWindow window)
    {
        var geometry = new PlaneGeometry(Grid, plane);
        ArgumentOutOfRangeException.ThrowIfNegative(slice);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slice, geometry.Slices);
        long[] strides = [1, Grid.Width, (long)Grid.Width * Grid.Height];
        var start = geometry.Slice.Turn(slice) * strides[geometry.Slice.Stored];
        var pixels = new byte[geometry.Width * geometry.Height];
        for (var row = 0; row < geometry.Height; row++)
        {
            var line = start + (geometry.Row.Turn(row) * strides[geometry.Row.Stored]);
            for (var column = 0; column < geometry.Width; column++)
            {
                pixels[(row * geometry.Width) + column] = window.Shade(Values[line + (geometry.Column.Turn(column) * strides[geometry.Column.Stored])]);
            }
        }

        return new GrayImage(geometry.Width, geometry.Height, pixels);
    }
}
