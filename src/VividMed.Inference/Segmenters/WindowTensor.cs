using System.Buffers;
using System.Numerics.Tensors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Segmenters;

/// <summary>Copies between a prepared volume (x fastest) and a window's tensor, whose axes may run the other way.</summary>
internal sealed class WindowTensor
{
    private readonly WindowLattice _lattice;
    private readonly WindowOptions _options;
    private readonly VolumePreprocessing _preparation;
    private readonly int _strideX;
    private readonly int _strideY;
    private readonly int _strideZ;

    public WindowTensor(WindowLattice lattice, WindowOptions options, VolumePreprocessing preparation)
    {
        (_lattice, _options, _preparation) = (lattice, options, preparation);
        var (x, y, z) = (options.Size[0], options.Size[1], options.Size[2]);
        (_strideX, _strideY, _strideZ) = preparation.AxisOrder == VolumeAxisOrder.Zyx ? (1, x, x * y) : (y * z, z, 1);
        SpatialShape = preparation.Space(options);
    }

    /// <summary>The window's axes as the tensor has them, slowest first; a model on slices has no third.</summary>
    public int[] SpatialShape { get; }

    /// <summary>
    /// Fills a tensor with the volume around <paramref name="start"/>, channels as the layout has them; what lies outside takes the pad
    /// value.
    /// </summary>
    /// <param name="voxels">Of the volume, in its first or second preparation.</param>
    public void Fill(PreparedVolume volume, float[] voxels, int channels, (int X, int Y, int Z) start, Span<float> tensor)
    {
        if (_preparation.Layout != TensorLayout.ChannelsLast || channels == 1)
        {
            FillPlanes(volume, voxels, channels, start, tensor);
            return;
        }

        var planes = ArrayPool<float>.Shared.Rent(tensor.Length);
        FillPlanes(volume, voxels, channels, start, planes.AsSpan(0, tensor.Length));
        ChannelOrder.Write(planes.AsSpan(0, tensor.Length), tensor, channels, _preparation.Layout);
        ArrayPool<float>.Shared.Return(planes);
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

    /// <summary>[channels, window]: the same in every channel, or of a model on slices a slice in each.</summary>
    private void FillPlanes(PreparedVolume volume, float[] voxels, int channels, (int X, int Y, int Z) start, Span<float> tensor)
    {
        var window = tensor[.._lattice.WindowVoxels];
        if (_preparation.Slices is { } stack)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                FillSlice(volume, voxels, stack, stack.Offsets[channel], start, tensor.Slice(channel * window.Length, window.Length));
            }

            return;
        }

        window.Fill((float)_options.PadValue);
        var (firstZ, countZ) = _lattice.Z.Inside(start.Z);
        for (var z = firstZ; z < firstZ + countZ; z++) FillRows(volume, voxels, start, start.Z + z, window[(z * _strideZ)..]);
        for (var channel = 1; channel < channels; channel++) window.CopyTo(tensor[(channel * window.Length)..]);
    }

    private void FillSlice(PreparedVolume volume, float[] voxels, SliceStack stack, int offset, (int X, int Y, int Z) start, Span<float> plane)
    {
        plane.Fill((float)_options.PadValue);
        var z = start.Z + offset;
        if (stack.Edge == SliceEdge.Repeat) z = Math.Clamp(z, 0, volume.Depth - 1);
        if (z >= 0 && z < volume.Depth) FillRows(volume, voxels, start, z, plane);
    }

    /// <summary>One slice of the volume, into a slice of the window.</summary>
    private void FillRows(PreparedVolume volume, float[] voxels, (int X, int Y, int Z) start, int z, Span<float> target)
    {
        var (firstX, countX) = _lattice.X.Inside(start.X);
        var (firstY, countY) = _lattice.Y.Inside(start.Y);
        for (var y = firstY; y < firstY + countY; y++)
        {
            var from = start.X + firstX + (volume.Width * (start.Y + y + (volume.Height * z)));
            var row = voxels.AsSpan(from, countX);
            var at = (firstX * _strideX) + (y * _strideY);
            if (_strideX == 1) row.CopyTo(target[at..]);
            else for (var x = 0; x < row.Length; x++) target[at + (x * _strideX)] = row[x];
        }
    }
}
