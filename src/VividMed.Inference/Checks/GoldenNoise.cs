namespace VividMed.Inference;

/// <summary>The noise of golden inputs: the same on every machine, and simple enough to make anywhere else.</summary>
internal static class GoldenNoise
{
    /// <summary>SplitMix64 (Steele, Lea and Flood 2014) from the seed; the upper 24 bits of each number become -2..2.</summary>
    public static void Fill(Span<float> values, int seed)
    {
        var state = (ulong)seed;
        foreach (ref var value in values)
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            mixed ^= mixed >> 31;
            value = ((mixed >> 40) / (float)(1 << 22)) - 2;
        }
    }
}
