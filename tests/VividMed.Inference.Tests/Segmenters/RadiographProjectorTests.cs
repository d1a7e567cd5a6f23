using CsCheck;
using VividMed.Inference.Preparation;
using VividMed.Inference.Segmenters;

namespace VividMed.Inference.Tests.Segmenters;

public sealed class RadiographProjectorTests
{
    [Fact]
    public void On_the_tensors_own_grid_a_mask_is_what_lies_above_the_threshold_and_its_score_their_mean() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 9], Gen.Int).Sample(static (width, height, seed) =>
        {
            var random = new Random(seed);
            var values = new float[width * height];
            // Stretches above and below, and values at the threshold itself; sums of such fractions are exact.
            for (var i = 0; i < values.Length; i++) values[i] = random.Next(4) == 0 ? 0.5f : random.Next(129) / 256f + (i / 11 % 2 == 0 ? 0 : 0.5f);
            var frame = new RadiographFrame(width, height, width, height, width, height, 0, 0);

            var (mask, score) = new RadiographProjector(frame, values).Above(channel: 0, threshold: 0.5);

            var above = values.Where(static value => value > 0.5f).ToList();
            for (var i = 0; i < values.Length; i++) Assert.Equal(values[i] > 0.5f, mask[i]);
            Assert.Equal(above.Count == 0 ? 0 : above.Sum(static value => (double)value) / above.Count, score);
        });
}
