using VividMed.Imaging;

namespace VividMed.Inference;

/// <summary>The noise of golden inputs: the same on every machine, and simple enough to make anywhere else.</summary>
internal static class GoldenNoise
{
    /// <summary>SplitMix64 from the seed; the upper 24 bits of each number become -2..2.</summary>
    public static void Fill(Span<float> values, int seed)
    {
        var bits = new SplitMix64((ulong)seed);
        foreach (ref var value in values) value = ((bits.Next() >> 40) / (float)(1 << 22)) - 2;
    }
}
