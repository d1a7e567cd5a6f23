using CsCheck;

namespace VividMed.Imaging.Tests;

/// <summary>Values without units keep their order and their share of the scale, whatever factor a scanner puts on them.</summary>
public sealed class IntensityScaleTests
{
    private static readonly Gen<float[]> Values = Gen.Int[0, 4_000].Select(static value => (float)value).Array[2, 400];

    [Fact]
    public void Another_scanners_factor_changes_nothing() => Gen.Select(Values, Gen.Int[1, 64]).Sample(static (values, factor) =>
    {
        var scaled = Array.ConvertAll(values, value => value * factor);
        var (one, other) = (IntensityScale.Of(values), IntensityScale.Of(scaled));
        if (values.Distinct().Count() < 2) return;
        Assert.All(values.Zip(scaled), pair => Assert.Equal(one.Share(pair.First), other.Share(pair.Second), 3));
    });

    [Fact]
    public void A_brighter_value_is_never_shown_darker() => Values.Sample(static values =>
    {
        var scale = IntensityScale.Of(values);
        var shown = values.Order().Select(scale.Share).ToList();
        Assert.Equal(shown.Order(), shown);
        Assert.All(shown, static share => Assert.InRange(share, 0, 1));
    });

    [Fact]
    public void A_few_spoilt_voxels_do_not_move_the_scale()
    {
        float[] clean = [.. Enumerable.Range(0, 2_000).Select(static i => (float)(i % 500))];
        var spoilt = IntensityScale.Of([.. clean, 1e9f, float.NaN, float.PositiveInfinity]);
        Assert.InRange(spoilt.High, 480, 500);
        Assert.Equal(0, spoilt.Share(float.NaN));
    }

    [Fact]
    public void Nothing_and_one_value_alone_have_a_scale_too()
    {
        Assert.Equal(0, IntensityScale.Of([]).Share(0));
        Assert.Equal(0, IntensityScale.Of([5, 5, 5]).Share(5));
    }
}
