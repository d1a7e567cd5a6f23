namespace VividMed.Imaging.Tests;

public sealed class SplitMix64Tests
{
    [Fact]
    public void Numbers_are_those_of_the_published_generator()
    {
        var bits = new SplitMix64(1234567);
        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423];
        Assert.Equal(published, new[] { bits.Next(), bits.Next(), bits.Next() });
    }

    [Fact]
    public void A_seed_of_several_parts_depends_on_each_and_on_their_order()
    {
        ulong[] seeds = [SplitMix64.Fold(1, 2), SplitMix64.Fold(2, 1), SplitMix64.Fold(1), SplitMix64.Fold(1, 2, 0)];
        Assert.Distinct(seeds);
        Assert.Equal(seeds[0], SplitMix64.Fold(1, 2));
    }
}
