using System.Numerics.Tensors;

namespace VividMed.Inference.Segmenters;

/// <summary>
/// Sums weighted probabilities of one prompt over overlapping windows. Only as many slices as a window is deep are held, in
/// a ring: when the windows move on along z, the slices behind them are finished and handed out.
/// </summary>
/// <param name="depth">Slices of the ring: a window's, or of a model on slices as many as a batch.</param>
internal sealed class SlabAccumulator(WindowLattice lattice, int depth)
{
    private readonly float[] _slab = new float[depth * lattice.X.Length * lattice.Y.Length];
    private readonly int _slice = lattice.X.Length * lattice.Y.Length;

    /// <summary>
    /// Adds the probabilities of one window row: <paramref name="row"/> holds all voxels of the window along x, at window indices (y, z).
    /// </summary>
    public void AddRow(ReadOnlySpan<float> row, (int X, int Y, int Z) start, int y, int z)
    {
        var (first, count) = lattice.X.Inside(start.X);
        var weight = lattice.Y.Weights[y] * lattice.Z.Weights[z];
        var target = Slice(start.Z + z).Slice(((start.Y + y) * lattice.X.Length) + start.X + first, count);
        Span<float> weighted = stackalloc float[count];
        TensorPrimitives.Multiply(row.Slice(first, count), lattice.X.Weights.AsSpan(first, count), weighted);
        TensorPrimitives.MultiplyAdd(weighted, weight, target, target);
    }

    /// <summary>Writes the blended probabilities of slice <paramref name="z"/> and makes room for a later one.</summary>
    public void Finish(int z, Span<float> probabilities)
    {
        var slice = Slice(z);
        for (var y = 0; y < lattice.Y.Length; y++)
        {
            var row = slice.Slice(y * lattice.X.Length, lattice.X.Length);
            var target = probabilities.Slice(y * lattice.X.Length, lattice.X.Length);
            TensorPrimitives.Divide(row, lattice.X.Sums, target);
            TensorPrimitives.Divide(target, lattice.Y.Sums[y] * lattice.Z.Sums[z], target);
        }

        slice.Clear();
    }

    private Span<float> Slice(int z) => _slab.AsSpan(z % depth * _slice, _slice);
}
