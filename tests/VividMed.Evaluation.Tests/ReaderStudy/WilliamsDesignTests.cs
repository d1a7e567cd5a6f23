using VividMed.Evaluation.ReaderStudy;

namespace VividMed.Evaluation.Tests.ReaderStudy;

public sealed class WilliamsDesignTests
{
    private static readonly string[] Cases = [.. Enumerable.Range(1, 24).Select(static at => $"c{at:D3}")];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(7)]
    public void Each_reader_reads_each_case_once_in_each_arm_and_each_period(int readers)
    {
        var readings = WilliamsDesign.Draw(Cases, readers, seed: 1);

        Assert.Equal(readers * 3 * 24, readings.Count);
        Assert.All(readings.GroupBy(static reading => (reading.Reader, reading.Case)), static own =>
        {
            Assert.Equal([1, 2, 3], own.Select(static reading => reading.Period).Order());
            Assert.Equal(ReadingArms.All, own.Select(static reading => reading.Arm).Order());
        });
    }

    [Fact]
    public void Arms_are_equally_frequent_in_each_period_and_each_follows_each_other_equally_often()
    {
        var readings = WilliamsDesign.Draw(Cases, 3, seed: 1);

        Assert.All(readings.CountBy(static reading => (reading.Reader, reading.Period, reading.Arm)), static count => Assert.Equal(8, count.Value));
        Assert.All(readings.GroupBy(static reading => reading.Reader), static own =>
        {
            var steps = own.GroupBy(static reading => reading.Case)
                .SelectMany(static one => one.OrderBy(static reading => reading.Period).Zip(one.OrderBy(static reading => reading.Period).Skip(1), static (a, b) => (a.Arm, b.Arm)))
                .CountBy(static step => step).ToList();
            Assert.Equal(6, steps.Count);
            Assert.All(steps, static step => Assert.Equal(8, step.Value));
        });
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(6, 2)]
    public void A_case_is_read_in_each_arm_equally_often_in_each_period_by_three_readers(int readers, int times) => Assert.All(
        WilliamsDesign.Draw(Cases, readers, seed: 5).CountBy(static reading => (reading.Case, reading.Period, reading.Arm)),
        count => Assert.Equal(times, count.Value));

    [Fact]
    public void Arms_are_spread_over_a_sitting_in_blocks_of_six() => Assert.All(
        WilliamsDesign.Draw(Cases, 3, seed: 2).GroupBy(static reading => (reading.Reader, reading.Period)),
        static own =>
        {
            Assert.Equal(Enumerable.Range(1, 24), own.Select(static reading => reading.Order));
            Assert.All(own.Chunk(6), static block => Assert.All(ReadingArms.All, arm => Assert.Equal(2, block.Count(reading => reading.Arm == arm))));
        });

    [Fact]
    public void The_seed_decides_and_readers_and_periods_have_orders_of_their_own()
    {
        var readings = WilliamsDesign.Draw(Cases, 3, seed: 1);

        Assert.Equal(readings, WilliamsDesign.Draw(Cases, 3, seed: 1));
        Assert.NotEqual(readings, WilliamsDesign.Draw(Cases, 3, seed: 2));
        Assert.Equal(9, readings.GroupBy(static reading => (reading.Reader, reading.Period)).Select(static own => string.Join(' ', own.Select(static reading => reading.Case))).Distinct().Count());
    }
}
