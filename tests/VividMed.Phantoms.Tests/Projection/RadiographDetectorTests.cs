using VividMed.Phantoms.Projection;

namespace VividMed.Phantoms.Tests.Projection;

public sealed class RadiographDetectorTests
{
    private static readonly Shadow Wedge = new(
        64, 64, 1, [.. Enumerable.Range(0, 64 * 64).Select(static at => at % 64 / 12f)], []);

    [Fact]
    public void What_takes_more_of_the_beam_is_brighter()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var pixels = new RadiographDetector(seed, inverted: false).Expose(Wedge);
            var columns = Enumerable.Range(0, 64).Select(column => Enumerable.Range(0, 64).Average(row => (double)pixels[(row * 64) + column])).ToArray();
            for (var column = 8; column < 60; column += 4) Assert.True(columns[column] > columns[column - 4], $"seed {seed}, column {column}");
            Assert.All(pixels, static value => Assert.InRange(value, 0, 4095));
        }
    }

    [Fact]
    public void Inverting_only_turns_the_stored_values_round() => Assert.Equal(
        new RadiographDetector(3, inverted: false).Expose(Wedge), new RadiographDetector(3, inverted: true).Expose(Wedge).Select(static value => (ushort)(4095 - value)));

    [Fact]
    public void Quanta_are_counted_anew_with_every_seed_and_alike_with_the_same()
    {
        Assert.Equal(new RadiographDetector(4).Expose(Wedge), new RadiographDetector(4).Expose(Wedge));
        Assert.NotEqual(new RadiographDetector(4).Expose(Wedge), new RadiographDetector(5).Expose(Wedge));
    }

    [Fact]
    public void Noise_is_strongest_where_the_fewest_quanta_arrive()
    {
        var flat = new Shadow(100, 100, 1, [.. Enumerable.Range(0, 10_000).Select(static at => at < 2_000 ? 0f : at < 5_000 ? 1f : at < 8_000 ? 4f : 6f)], []);
        var pixels = new RadiographDetector(2, inverted: false).Expose(flat);

        Assert.True(Deviation(pixels.AsSpan(5_000, 3_000)) > 1.5 * Deviation(pixels.AsSpan(2_000, 3_000)));

        static double Deviation(ReadOnlySpan<ushort> values)
        {
            var (sum, squares) = (0.0, 0.0);
            foreach (var value in values) (sum, squares) = (sum + value, squares + ((double)value * value));
            return Math.Sqrt((squares / values.Length) - (sum / values.Length * (sum / values.Length)));
        }
    }
}
