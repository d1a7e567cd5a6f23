using System.Numerics.Tensors;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Segmenters;

/// <summary>Copies between a prepared volume (x fastest) and a window's tensor, whose axes may run the other way.</summary>
internal sealed class WindowTensor
{
    private readonly WindowLattice _lattice;
    private readonly WindowOptions _options;
    private readonly int _channels;
    private readonly int _strideX;
    private readonly int _strideY;
    private readonly int _strideZ;

    public WindowTensor(WindowLattice lattice, WindowOptions options, VolumePreprocessing preparation)
    {
        (_lattice, _options, _channels) = (lattice, options, preparation.Channels);
        var (x, y, z) = (options.Size[0], options.Size[1], options.Size[2]);
        (_strideX, _strideY, _strideZ) = preparation.AxisOrder == VolumeAxisOrder.Zyx ? (1, x, x * y) : (y * z, z, 1);
        SpatialShape = preparation.AxisOrder == VolumeAxisOrder.Zyx ? [z, y, x] : [x, y, z];
    }

    /// <summary>The window's axes as the tensor has them, slowest first.</summary>
    public long[] SpatialShape { get; }

    /// <summary>Fills [channels, window] with the volume around <paramref name="start"/>; what lies outside takes the pad value.</summary>
    public void Fill(PreparedVolume volume, (int X, int Y, int Z) start, Span<float> tensor)
    {
        var window = tensor[.._lattice.WindowVoxels];
        window.Fill((float)_options.PadValue);
        var (firstX, countX) = _lattice.X.Inside(start.X);
        var (firstY, countY) = _lattice.Y.Inside(start.Y);
        var (firstZ, countZ) = _lattice.Z.Inside(start.Z);
        for (var z = firstZ; z < firstZ + countZ; z++)
        {
            for (var y = firstY; y < firstY + countY; y++)
            {
                var from = start.X + firstX + (volume.Width * (start.Y + y + (volume.Height * (start.Z + z))));
                var row = volume.Voxels.AsSpan(from, countX);
                var at = (firstX * _strideX) + (y * _strideY) + (z * _strideZ);
                if (_strideX == 1) row.CopyTo(window[at..]);
                else for (var x = 0; x < row.Length; x++) window[at + (x * _strideX)] = row[x];
            }
        }

        for (var channel = 1; channel < _channels; channel++) window.CopyTo(tensor[(channel * window.Length)..]);
    }

    /// <summary>Whether any voxel of a window exceeds a limit.</summary>
    public bool Exceeds(PreparedVolume volume, (int X, int Y, int Z) start, float limit)
    {
        var (firstX, countX) = _lattice.X.Inside(start.X);
        var (firstY, countY) = _lattice.Y.Inside(start.Y);
        var (firstZ, countZ) = _lattice.Z.Inside(start.Z);
        for (var z = firstZ; z < firstZ + countZ; z++)
        {
            for (var y = firstY; y < firstY + countY; y++)
            {
                var from = start.X + firstX + (volume.Width * (start.Y + y + (volume.Height * (start.Z + z))));
                if (TensorPrimitives.Max(volume.Voxels.AsSpan(from, countX)) > limit) return true;
            }
        }

        return false;
    }

    /// <summary>Adds the values of one channel over one window to the channel's accumulator.</summary>
    /// <param name="sigmoid">Whether the values are logits of which probabilities are to be made.</param>
    public void Accumulate(ReadOnlySpan<float> values, (int X, int Y, int Z) start, SlabAccumulator slab, bool sigmoid)
    {
        var (firstY, countY) = _lattice.Y.Inside(start.Y);
        var (firstZ, countZ) = _lattice.Z.Inside(start.Z);
        Span<float> row = stackalloc float[_lattice.X.Window];
        for (var z = firstZ; z < firstZ + countZ; z++)
        {
            for (var y = firstY; y < firstY + countY; y++)
            {
                var from = (y * _strideY) + (z * _strideZ);
                if (_strideX == 1) values.Slice(from, row.Length).CopyTo(row);
                else for (var x = 0; x < row.Length; x++) row[x] = values[from + (x * _strideX)];
                if (sigmoid) TensorPrimitives.Sigmoid(row, row);
                slab.AddRow(row, start, y, z);
            }
        }
    }
}
