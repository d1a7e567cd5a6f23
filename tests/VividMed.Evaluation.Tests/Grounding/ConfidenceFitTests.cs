using CsCheck;
using VividMed.Evaluation.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Tests.Grounding;

public sealed class ConfidenceFitTests
{
    [Fact]
    public void A_scale_finds_the_shares_that_pairs_were_drawn_with()
    {
        var random = new Random(7);
        var pairs = Enumerable.Range(0, 20_000).Select(_ => Pair(random.NextDouble(), random)).ToList();

        var scale = Assert.Single(ConfidenceFit.Of(pairs).Scales);

        Assert.Equal(20_000, scale.Pairs);
        Assert.All([0.1, 0.3, 0.5, 0.7, 0.9], raw => Assert.Equal(raw * raw, scale.Of(raw), 0.05));
        var before = ConfidenceReliability.Of(pairs)!;
        var after = ConfidenceReliability.Of([.. pairs.Select(pair => pair with { Stated = scale.Of(pair.Raw) })])!;
        Assert.True(after.CalibrationError < 0.02 && before.CalibrationError > 0.1, $"{before.CalibrationError} {after.CalibrationError}");
        Assert.True(after.Brier < before.Brier);
    }

    [Fact]
    public void Whatever_the_pairs_a_scale_never_falls_and_stays_within_its_bounds() =>
        Gen.Select(Gen.Double[0, 1], Gen.Bool).Array[ConfidenceFit.FewestPairs, 300].Sample(static drawn =>
        {
            var pairs = drawn.Select(static one => new ScoredPair(Modality.Ct, "m", one.Item1, one.Item1, one.Item2));
            var knots = ConfidenceFit.Of(pairs).Scales.Single().Knots;
            return knots.All(static knot => knot.Share is > 0 and < 1)
                && knots.Zip(knots.Skip(1)).All(static two => two.First.Raw < two.Second.Raw && two.First.Share <= two.Second.Share);
        });

    [Fact]
    public void A_model_with_too_few_pairs_gets_no_scale()
    {
        var random = new Random(1);
        var pairs = Enumerable.Range(0, ConfidenceFit.FewestPairs - 1).Select(_ => Pair(random.NextDouble(), random));

        Assert.Empty(ConfidenceFit.Of(pairs).Scales);
    }

    [Fact]
    public void Reliability_bins_tell_stated_against_right()
    {
        ScoredPair[] pairs = [new(Modality.Cxr, "m", 0, 0.95, true), new(Modality.Cxr, "m", 0, 0.95, false), new(Modality.Cxr, "m", 0, 0.12, false), new(Modality.Cxr, "m", 0, 1, true)];

        var reliability = ConfidenceReliability.Of(pairs)!;

        Assert.Equal([(0.1, 1), (0.9, 3)], reliability.Bins.Select(static bin => (bin.From, bin.Pairs)));
        Assert.Equal(2 / 3.0, reliability.Bins[1].Right, 1e-9);
        Assert.Equal(((3 * Math.Abs((2.9 / 3) - (2 / 3.0))) + 0.12) / 4, reliability.CalibrationError, 1e-9);
        Assert.Null(ConfidenceReliability.Of([]));
    }

    private static ScoredPair Pair(double raw, Random random) => new(Modality.Cxr, "m", raw, raw, random.NextDouble() < raw * raw);
}
