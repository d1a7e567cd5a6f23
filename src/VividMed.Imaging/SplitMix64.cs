namespace VividMed.Imaging;

/// <summary>
/// The generator of Steele, Lea and Flood (2014): numbers that follow from the seed alone, on every machine and under every runtime.
/// </summary>
public struct SplitMix64(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>The next 64 bits, every value once in 2^64 calls. A copy of the generator goes on from the same place by itself.</summary>
    public ulong Next() => Mix(_state += Step);

    /// <summary>0 (inclusive) to 1 (exclusive).</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>One number for several: a stream of its own for each purpose.</summary>
    public static ulong Fold(params ReadOnlySpan<long> seeds)
    {
        var state = 0UL;
        foreach (var seed in seeds) state = Mix(state + (ulong)seed + Step);
        return state;
    }

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
