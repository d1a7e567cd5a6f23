using CsCheck;
using VividMed.Evaluation.Statistics;

namespace VividMed.Evaluation.Tests.Statistics;

public sealed class HolmTests
{
    /// <summary>The four hypotheses by which the procedure is mostly explained.</summary>
    [Fact]
    public void The_known_example_rejects_the_fourth_and_the_first() =>
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Select(static chance => Math.Round(chance, 12)));

    [Fact]
    public void A_chance_grows_to_no_more_than_one_and_keeps_its_order() => Gen.Double[0, 1].Array[0, 8].Sample(static chances =>
    {
        var adjusted = Holm.Adjust(chances);
        Assert.All(chances.Zip(adjusted), static pair => Assert.InRange(pair.Second, pair.First, 1));
        var order = Enumerable.Range(0, chances.Length).OrderBy(at => chances[at]).Select(at => adjusted[at]).ToList();
        Assert.Equal(order.Order(), order);
    });

    [Fact]
    public void One_test_stays_as_it_is() => Assert.Equal([0.2], Holm.Adjust([0.2]));
}
