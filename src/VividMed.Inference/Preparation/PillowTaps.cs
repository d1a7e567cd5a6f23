using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VividMed.Inference.Preparation;

/// <summary>
/// One axis of Pillow's BILINEAR resize for 8-bit pixels: a triangle filter whose support grows with the reduction, its weights
/// normalized in double precision and stored as integers of 2^-22. What lies beyond the border is left out.
/// </summary>
internal sealed class PillowTaps
{
    public const int Precision = 22;

    private readonly int[] _first;
    private readonly int[][] _weights;
    private readonly int[] _padded;
    private readonly int _stride;

    public PillowTaps(int from, int to)
    {
        _first = new int[to];
        _weights = new int[to][];
        var scale = (double)from / to;
        var support = Math.Max(1, scale);
        for (var i = 0; i < to; i++)
        {
            var center = (i + 0.5) * scale;
            var first = Math.Max(0, (int)(center - support + 0.5));
            var end = Math.Min(from, (int)(center + support + 0.5));
            _first[i] = first;
            _weights[i] = Weights(first, end - first, center, 1 / support);
        }

        var lanes = Vector256<int>.Count;
        _stride = (_weights.Max(static weights => weights.Length) + lanes - 1) / lanes * lanes;
        _padded = new int[_stride * to];
        for (var i = 0; i < to; i++) _weights[i].CopyTo(_padded, i * _stride);
    }

    public int First(int output) => _first[output];

    public ReadOnlySpan<int> Weights(int output) => _weights[output];

    /// <summary>The weighted sums of the pixels under each output, in units of 2^-22, eight pixels at a time where the line goes on so far.</summary>
    /// <param name="line">A whole line of the source.</param>
    /// <param name="sums">One an output; what they hold already is added to.</param>
    public void Add(ReadOnlySpan<byte> line, Span<int> sums)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(_padded);
        ref var pixels = ref MemoryMarshal.GetReference(line);
        for (var output = 0; output < sums.Length; output++)
        {
            var first = _first[output];
            if (first + _stride > line.Length)
            {
                sums[output] += SumOneByOne(line[first..], _weights[output]);
                continue;
            }

            // Beyond the output's own weights there are zeros.
            var parts = Vector256<int>.Zero;
            for (var i = 0; i < _stride; i += Vector256<int>.Count)
            {
                parts += Wide(ref Unsafe.Add(ref pixels, first + i)) * Vector256.LoadUnsafe(ref weights, (nuint)((output * _stride) + i));
            }

            sums[output] += Vector256.Sum(parts);
        }
    }

    /// <summary>Adds a line of pixels, each with the same weight, to the sums of their columns.</summary>
    public static void Add(ReadOnlySpan<byte> line, int weight, Span<int> sums)
    {
        var x = 0;
        for (; x + Vector256<int>.Count <= sums.Length; x += Vector256<int>.Count)
        {
            (Vector256.Create<int>(sums[x..]) + (Wide(ref MemoryMarshal.GetReference(line[x..])) * weight)).CopyTo(sums[x..]);
        }

        for (; x < sums.Length; x++) sums[x] += line[x] * weight;
    }

    private static int SumOneByOne(ReadOnlySpan<byte> pixels, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += pixels[i] * weights[i];
        return sum;
    }

    /// <summary>The eight pixels from one on.</summary>
    private static Vector256<int> Wide(ref byte first)
    {
        var words = Vector128.WidenLower(Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(ref first)).AsByte());
        return Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)).AsInt32();
    }

    private static int[] Weights(int first, int count, double center, double step)
    {
        var weights = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            weights[i] = Math.Max(0, 1 - Math.Abs((first + i - center + 0.5) * step));
            sum += weights[i];
        }

        return Array.ConvertAll(weights, weight => (int)(0.5 + (weight * (1 / sum) * (1 << Precision))));
    }
}
