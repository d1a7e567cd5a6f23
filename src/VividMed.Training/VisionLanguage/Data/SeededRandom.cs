using VividMed.Imaging;

namespace VividMed.Training.VisionLanguage.Data;

/// <summary>
/// A small deterministic generator. One is made for every step from (seed, stage, step), so there is no running
/// state: a resumed run draws exactly what the uninterrupted one would have drawn.
/// </summary>
internal sealed class SeededRandom(params ReadOnlySpan<long> seeds)
{
    private SplitMix64 _bits = new(SplitMix64.Fold(seeds));

    /// <summary>0 (inclusive) to <paramref name="limit"/> (exclusive).</summary>
    public int Next(int limit) => (int)(((UInt128)_bits.Next() * (ulong)limit) >> 64);

    /// <summary>0 (inclusive) to 1 (exclusive).</summary>
    public double NextDouble() => _bits.NextDouble();

    /// <summary>Up to <paramref name="count"/> of the items, none twice, in random order.</summary>
    public List<T> Draw<T>(IEnumerable<T> items, int count)
    {
        var pool = items.ToList();
        count = Math.Min(count, pool.Count);
        for (var i = 0; i < count; i++)
        {
            var j = i + Next(pool.Count - i);
            (pool[i], pool[j]) = (pool[j], pool[i]);
        }

        return pool[..count];
    }
}
