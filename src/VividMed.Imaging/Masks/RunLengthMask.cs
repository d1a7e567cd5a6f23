namespace VividMed.Imaging.Masks;

/// <summary>
/// COCO-style uncompressed run lengths: column-major within a slice (y fastest, then x), slice after slice;
/// counts alternate between clear and set voxels, beginning with clear (possibly 0), and sum to width x height x depth.
/// </summary>
public sealed record RunLengthMask(int Width, int Height, int Depth, int[] Counts)
{
    /// <summary>The runs of a mask, which <see cref="Decode"/> gives back.</summary>
    /// <exception cref="OverflowException">A run is longer than 2,147,483,647 voxels.</exception>
    public static RunLengthMask Encode(Mask mask)
    {
        var encoder = new RunLengthEncoder();
        for (var z = 0; z < mask.Depth; z++)
        {
            var sliceStart = (long)z * mask.Width * mask.Height;
            var first = mask.NextSet(sliceStart);
            if (first < 0 || first >= sliceStart + ((long)mask.Width * mask.Height))
            {
                encoder.Add(set: false, (long)mask.Width * mask.Height);
            }
            else EncodeSlice(mask, z, encoder);
        }

        return new(mask.Width, mask.Height, mask.Depth, encoder.Finish());
    }

    /// <exception cref="ImageFormatException"><c>bad-run-lengths</c>: a size or count is negative, or the counts do not sum to the grid's
    /// size.</exception>
    public Mask Decode()
    {
        CheckCounts();
        var mask = new Mask(Width, Height, Depth);
        var position = 0L;
        for (var run = 0; run < Counts.Length; run++)
        {
            if (run % 2 == 1) SetRun(mask, position, Counts[run]);
            position += Counts[run];
        }

        return mask;
    }

    /// <summary>How many voxels are set.</summary>
    public long Count()
    {
        var count = 0L;
        for (var run = 1; run < Counts.Length; run += 2) count += Counts[run];
        return count;
    }

    private static void EncodeSlice(Mask mask, int z, RunLengthEncoder encoder)
    {
        var columns = BitTransposition.Columns(mask, z);
        for (var at = 0L; at < columns.Length;)
        {
            var start = columns.NextSet(at);
            if (start < 0) start = columns.Length;
            encoder.Add(set: false, start - at);
            if (start == columns.Length) break;
            at = columns.NextClear(start);
            if (at < 0) at = columns.Length;
            encoder.Add(set: true, at - start);
        }
    }

    private static void SetRun(Mask mask, long position, int length)
    {
        var (column, y) = Math.DivRem(position, mask.Height);
        var (z, x) = Math.DivRem(column, mask.Width);
        for (var left = length; left > 0; left--)
        {
            mask[(int)x, (int)y, (int)z] = true;
            if (++y < mask.Height) continue;
            y = 0;
            if (++x < mask.Width) continue;
            x = 0;
            z++;
        }
    }

    private void CheckCounts()
    {
        var sum = 0L;
        foreach (var count in Counts)
        {
            if (count < 0) throw Bad("A run length is negative.");
            sum += count;
        }

        if (Width < 0 || Height < 0 || Depth < 0) throw Bad("A mask's size is negative.");
        if ((Int128)Width * Height * Depth != sum)
        {
            throw Bad($"The run lengths sum to {sum} voxels, but the grid is {Width} x {Height} x {Depth}.");
        }
    }

    private static ImageFormatException Bad(string message) => new("bad-run-lengths", message);
}

/// <summary>Collects alternating runs, beginning with clear.</summary>
internal sealed class RunLengthEncoder
{
    private readonly List<int> _counts = [];
    private bool _set;
    private long _run;

    public void Add(bool set, long length)
    {
        if (length == 0) return;
        if (set != _set)
        {
            _counts.Add(checked((int)_run));
            (_set, _run) = (set, 0);
        }

        _run += length;
    }

    public int[] Finish()
    {
        _counts.Add(checked((int)_run));
        return [.. _counts];
    }
}
