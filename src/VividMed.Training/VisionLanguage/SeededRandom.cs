namespace VividMed.Training.VisionLanguage;

/// <summary>
/// A small deterministic generator (SplitMix64). One is made for every step from (seed, stage, step), so there is no running
/// state: a resumed run draws exactly what the uninterrupted one would have drawn.
/// </summary>
internal sealed class SeededRandom(params ReadOnlySpan<long> seeds)
{
    private ulong _state = Mix(seeds);

    /// <summary>0 (inclusive) to <paramref name="limit"/> (exclusive).</summary>
    public int Next(int limit) => (int)(((UInt128)NextBits() * (ulong)limit) >> 64);

    /// <summary>0 (inclusive) to 1 (exclusive).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

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

    private static ulong Mix(ReadOnlySpan<long> seeds)
    {
        var state = 0UL;
        foreach (var seed in seeds) state = Scramble(state + (ulong)seed + 0x9E3779B97F4A7C15UL);
        return state;
    }

    private static ulong Scramble(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    private ulong NextBits() => Scramble(_state += 0x9E3779B97F4A7C15UL);
}
