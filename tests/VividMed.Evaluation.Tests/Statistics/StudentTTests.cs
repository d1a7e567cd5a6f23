using VividMed.Evaluation.Statistics;

namespace VividMed.Evaluation.Tests.Statistics;

public sealed class StudentTTests
{
    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(3, 3.182)]
    [InlineData(4, 2.776)]
    [InlineData(9, 2.262)]
    [InlineData(30, 2.042)]
    [InlineData(1000, 1.962)]
    public void Quantiles_are_those_of_the_printed_table(int degrees, double expected) =>
        Assert.Equal(expected, StudentT.Quantile(0.975, degrees), 0.0005);

    [Fact]
    public void Half_lies_below_0_and_the_tails_are_alike()
    {
        Assert.Equal(0.5, StudentT.Below(0, 7), 12);
        Assert.Equal(1 - StudentT.Below(1.3, 4), StudentT.Below(-1.3, 4), 12);
    }
}
