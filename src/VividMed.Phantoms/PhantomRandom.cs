using VividMed.Imaging;
using VividMed.Taxonomy;

namespace VividMed.Phantoms;

/// <summary>A small generator of its own, so that a phantom's bytes do not hang on the runtime's version.</summary>
internal sealed class PhantomRandom
{
    private SplitMix64 _bits;

    /// <summary>Streams of different purposes are independent: drawing more for one leaves the others as they are.</summary>
    public PhantomRandom(int seed, string purpose)
    {
        var state = 14695981039346656037UL ^ unchecked((uint)seed);
        foreach (var letter in purpose) state = (state ^ letter) * 1099511628211UL;
        _bits = new SplitMix64(state);
        NextBits();
    }

    public ulong NextBits() => _bits.Next();

    public double Uniform() => _bits.NextDouble();

    public double Between(double low, double high) => low + ((high - low) * Uniform());

    public int Below(int count) => (int)(Uniform() * count);

    public int Between(int low, int highInclusive) => low + Below(highInclusive - low + 1);

    public bool Chance(double probability) => Uniform() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public Side PickSide() => Chance(0.5) ? Side.Left : Side.Right;

    /// <summary>
    /// Nearly normal, mean 0, deviation 1: the sum of four uniform 16-bit numbers, which is cheap enough for every voxel.
    /// </summary>
    public float Normal()
    {
        var bits = NextBits();
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum / 65535f) - 2f) * 1.7320508f;
    }
}
