using CsCheck;
using VividMed.Evaluation.Statistics;

namespace VividMed.Evaluation.Tests.Statistics;

public sealed class NormalTailTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.2815515655446004, 0.1)]
    [InlineData(1.959963984540054, 0.025)]
    [InlineData(3.090232306167813, 0.001)]
    [InlineData(4.753424308822899, 1e-6)]
    public void Chances_are_those_of_the_tables(double z, double chance)
    {
        Assert.Equal(1, NormalTail.Above(z) / chance, 10);
        Assert.Equal(z, NormalTail.Inverse(chance), 9);
    }

    [Fact]
    public void It_falls_without_a_step_where_the_series_meets_the_fraction() => Gen.Double[2.9, 3.1].Sample(static z =>
        NormalTail.Above(z) > NormalTail.Above(z + 1e-6) && NormalTail.Above(z) - NormalTail.Above(z + 1e-6) < 1e-8);
}
