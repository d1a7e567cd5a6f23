using CsCheck;
using VividMed.Inference.Manifests;
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

            var (mask, score) = new RadiographProjector(frame, new ProbabilityRows(values, values.Length, width, channels: 1, MaskActivation.None)).Above(channel: 0, threshold: 0.5);

            var above = values.Where(static value => value > 0.5f).ToList();
            for (var i = 0; i < values.Length; i++) Assert.Equal(values[i] > 0.5f, mask[i]);
            Assert.Equal(above.Count == 0 ? 0 : above.Sum(static value => (double)value) / above.Count, score);
        });

    [Fact]
    public void Rows_that_become_probabilities_only_when_looked_at_give_the_same_mask_and_score() =>
        Gen.Select(Gen.Int[4, 40], Gen.Int[1, 9], Gen.Int[1, 90], Gen.Float[0, 1], Gen.Int).Sample(static (width, height, original, threshold, seed) =>
        {
            var random = new Random(seed);
            var logits = new float[2 * width * height];
            // Some rows lie close around the threshold, some far below it. Below four values a row is computed one by one, and rounds elsewhere.
            for (var i = 0; i < logits.Length; i++) logits[i] = (random.NextSingle() * 6) - (i / width % 3 * 4);
            var frame = new RadiographFrame(original, original, width, height, width, height, 0, 0);
            var probabilities = new float[logits.Length];
            Probabilities.FromLogits(logits, probabilities, channels: 2, MaskActivation.Sigmoid);
            var whole = new RadiographProjector(frame, new ProbabilityRows(probabilities, probabilities.Length, width, channels: 2, MaskActivation.None));
            var lazy = new RadiographProjector(frame, new ProbabilityRows(logits, logits.Length, width, channels: 2, MaskActivation.Sigmoid));

            for (var channel = 0; channel < 2; channel++)
            {
                var (expected, expectedScore) = whole.Above(channel, threshold);
                var (mask, score) = lazy.Above(channel, threshold);
                Assert.Equal(expectedScore, score);
                for (var i = 0; i < mask.Length; i++) Assert.Equal(expected[i], mask[i]);
            }
        });
}
