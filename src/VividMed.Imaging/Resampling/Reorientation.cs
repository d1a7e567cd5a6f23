using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;

namespace VividMed.Imaging.Resampling;

/// <summary>
/// A change of axis order and direction between two grids over the same voxels, from <see cref="Source"/> to <see cref="Target"/>,
/// and the way back. Nothing is interpolated.
/// </summary>
public sealed class Reorientation
{
    private readonly int[] _sourceAxes;
    private readonly bool[] _flips;
    private readonly Affine _targetToSource;

    /// <param name="source">The grid to start from.</param>
    /// <param name="sourceAxes">For each target axis the source axis that it follows.</param>
    /// <param name="flips">For each target axis whether it runs against that source axis.</param>
    private Reorientation(VolumeGrid source, int[] sourceAxes, bool[] flips)
    {
        (Source, _sourceAxes, _flips) = (source, sourceAxes, flips);
        int[] lengths = [source.Width, source.Height, source.Depth];
        var rows = new double[3, 4];
        for (var target = 0; target < 3; target++)
        {
            var axis = sourceAxes[target];
            (rows[axis, target], rows[axis, 3]) = flips[target] ? (-1, lengths[axis] - 1) : (1, 0);
        }

        _targetToSource = new(
            rows[0, 0], rows[0, 1], rows[0, 2], rows[0, 3], rows[1, 0], rows[1, 1], rows[1, 2], rows[1, 3], rows[2, 0], rows[2, 1],
            rows[2, 2], rows[2, 3]);
        Target = new(lengths[sourceAxes[0]], lengths[sourceAxes[1]], lengths[sourceAxes[2]], _targetToSource.Then(source.VoxelToWorld));
    }

    /// <summary>The grid of what <c>Apply</c> takes and <c>Back</c> gives.</summary>
    public VolumeGrid Source { get; }

    /// <summary>The grid of what <c>Apply</c> gives; each voxel is where it was in the world.</summary>
    public VolumeGrid Target { get; }

    /// <summary>The way to the grid whose axes grow to the right, to anterior and to superior.</summary>
    /// <exception cref="ImageFormatException"><c>singular-affine</c>: the grid's axes point nowhere.</exception>
    public static Reorientation ToRas(VolumeGrid grid)
    {
        if (!grid.VoxelToWorld.IsInvertible) throw new ImageFormatException("singular-affine", "The affine is not invertible, so the axes have no direction.");

        var (sourceAxes, flips) = (new int[3], new bool[3]);
        var axes = AxisCodes.Axes(grid.VoxelToWorld);
        for (var index = 0; index < 3; index++) (sourceAxes[axes[index].World], flips[axes[index].World]) = (index, axes[index].Flip);
        return new(grid, sourceAxes, flips);
    }

    /// <summary>The volume with its axes permuted and flipped so that its code is RAS; values and world positions stay the same.</summary>
    /// <exception cref="ImageFormatException"><c>singular-affine</c>: the volume's axes point nowhere.</exception>
    public static Volume ToRas(Volume volume) => ToRas(volume.Grid).Apply(volume);

    /// <summary>The values in the target's order, in an array of their own.</summary>
    /// <exception cref="ArgumentException">The volume is not of the source's size.</exception>
    public Volume Apply(Volume volume)
    {
        Check(Source, volume.Width, volume.Height, volume.Depth);
        int[] strides = [1, volume.Width, volume.Width * volume.Height];
        int Step(int target) => _flips[target] ? -strides[_sourceAxes[target]] : strides[_sourceAxes[target]];

        var origin = _targetToSource.Apply(0, 0, 0);
        var first = (int)origin.X + ((int)origin.Y * strides[1]) + ((int)origin.Z * strides[2]);
        var (stepX, stepY, stepZ) = (Step(0), Step(1), Step(2));
        var voxels = GC.AllocateUninitializedArray<float>(volume.Voxels.Length);
        for (var (z, row) = (0, 0); z < Target.Depth; z++)
        {
            for (var y = 0; y < Target.Height; y++, row += Target.Width)
                CopyRow(volume.Voxels, first + (y * stepY) + (z * stepZ), stepX, voxels.AsSpan(row, Target.Width));
        }

        return new(Target.Width, Target.Height, Target.Depth, voxels, Target.VoxelToWorld);
    }

    /// <summary>A mask on the source's grid as a new one on the target's.</summary>
    /// <exception cref="ArgumentException">The mask is not of the source's size.</exception>
    public Mask Apply(Mask mask) => Map(mask, Source, Target, _targetToSource.Inverse());

    /// <summary>A mask on the target's grid as a new one on the source's.</summary>
    /// <exception cref="ArgumentException">The mask is not of the target's size.</exception>
    public Mask Back(Mask mask) => Map(mask, Target, Source, _targetToSource);

    /// <summary>A box in the source's voxels in those of the target; it is not clipped to the grid.</summary>
    public Box Apply(Box box) => box.Move(_targetToSource.Inverse());

    /// <summary>A box in the target's voxels in those of the source; it is not clipped to the grid.</summary>
    public Box Back(Box box) => box.Move(_targetToSource);

    private static void CopyRow(float[] source, int start, int step, Span<float> row)
    {
        if (step == 1)
        {
            source.AsSpan(start, row.Length).CopyTo(row);
            return;
        }

        for (var x = 0; x < row.Length; x++) row[x] = source[start + (x * step)];
    }

    private static Mask Map(Mask mask, VolumeGrid from, VolumeGrid to, Affine map)
    {
        Check(from, mask.Width, mask.Height, mask.Depth);
        var result = new Mask(to.Width, to.Height, to.Depth);
        for (var index = mask.NextSet(0); index >= 0; index = mask.NextSet(index + 1))
        {
            var (slice, inSlice) = Math.DivRem(index, (long)mask.Width * mask.Height);
            var (y, x) = Math.DivRem(inSlice, mask.Width);
            var (i, j, k) = map.Apply(x, y, slice);
            result[(int)i, (int)j, (int)k] = true;
        }

        return result;
    }

    private static void Check(VolumeGrid grid, int width, int height, int depth)
    {
        if ((grid.Width, grid.Height, grid.Depth) != (width, height, depth))
            throw new ArgumentException(
                $"The image is {width} x {height} x {depth}, not {grid.Width} x {grid.Height} x {grid.Depth}.", nameof(grid));
    }
}
