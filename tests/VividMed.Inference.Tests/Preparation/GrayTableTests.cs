using CsCheck;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Tests.Preparation;

/// <summary>A table of 256 values and a histogram must say what working through all pixels would.</summary>
public sealed class GrayTableTests
{
    [Fact]
    public void Statistics_over_the_table_are_those_over_the_pixels() =>
        Gen.Byte.Array[2, 400].Sample(pixels =>
        {
            var histogram = new int[256];
            foreach (var pixel in pixels) histogram[pixel]++;
            double[] values = [.. pixels.Select(static pixel => (double)pixel)];
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
            Array.Sort(values);

            var scored = Table(new ZScoreStep(Ddof: 1));
            var ranged = Table(new UnitRangeStep());
            var clipped = Table(new ClipPercentilesStep(10, 90));
            foreach (var pixel in pixels)
            {
                if (Math.Abs(scored[0][pixel] - ((pixel - mean) / Math.Max(deviation, 1e-6))) > 1e-4) return false;
                var span = values[^1] - values[0];
                if (Math.Abs(ranged[0][pixel] - (span > 0 ? (pixel - values[0]) / span : 0)) > 1e-6) return false;
                if (Math.Abs(clipped[0][pixel] - Math.Clamp(pixel, Percentile(0.1), Percentile(0.9))) > 1e-4) return false;
            }

            return true;

            GrayTable Table(PreparationStep step)
            {
                var table = new GrayTable(1, histogram);
                table.Apply(step);
                return table;
            }

            double Percentile(double share)
            {
                var position = share * (values.Length - 1);
                var low = (int)position;
                return values[low] + ((values[Math.Min(low + 1, values.Length - 1)] - values[low]) * (position - low));
            }
        });

    [Fact]
    public void Steps_work_in_their_order()
    {
        var table = new GrayTable(1, Enumerable.Repeat(1, 256).ToArray());
        foreach (var step in (PreparationStep[])[new DivideStep(255), new ScaleStep(2048, -1024), new ClipStep(-1000, 1000)]) table.Apply(step);

        Assert.Equal([-1000, 1000], [table[0][0], table[0][255]]);
        Assert.Equal((100f / 255f * 2048f) - 1024f, table[0][100]);
    }
}
