using CsCheck;
using VividMed.Imaging;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Inference.Tests.Preparation;

public sealed class RadiographPreparationTests
{
    private static readonly RadiographPreprocessing Plain = new(1, 16, 16, [new ResizeStep(ResizeMode.Longest)], -1, 1);

    [Fact]
    public void The_weights_of_every_output_pixel_sum_to_one() =>
        Gen.Select(Gen.Int[1, 900], Gen.Int[1, 300]).Sample((from, to) =>
        {
            var taps = new PillowTaps(from, to);
            for (var i = 0; i < to; i++)
            {
                var sum = 0;
                foreach (var weight in taps.Weights(i)) sum += weight;
                // Each weight is rounded to 22 bits on its own.
                if (Math.Abs(sum - (1 << PillowTaps.Precision)) > taps.Weights(i).Length || taps.First(i) < 0 || taps.First(i) + taps.Weights(i).Length > from) return false;
            }

            return true;
        });

    [Fact]
    public void An_image_of_the_models_size_passes_unchanged()
    {
        var pixels = Enumerable.Range(0, 256).Select(static i => (byte)i).ToArray();
        Assert.Equal(pixels.Select(static pixel => (float)pixel), Prepare(new GrayImage(16, 16, pixels), Plain));
    }

    [Fact]
    public void Halving_averages_with_a_triangle_and_padding_follows_normalization()
    {
        // A ramp stays a ramp under any symmetric filter, away from its ends.
        var pixels = new byte[32 * 16];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i % 32 * 4);
        var tensor = Prepare(new GrayImage(32, 16, pixels), Plain with { Steps = [.. Plain.Steps, new NormalizeStep([10], [2])] });

        for (var x = 1; x < 15; x++) Assert.Equal(((x * 8) + 2 - 10) / 2f, tensor[x], 0.26f);
        Assert.All(tensor[(16 * 8)..], static value => Assert.Equal(-1, value));
    }

    [Fact]
    public void Channels_are_normalized_each_by_its_own_mean()
    {
        var tensor = Prepare(new GrayImage(16, 16, [.. Enumerable.Repeat((byte)100, 256)]), Plain with { Channels = 3, Steps = [.. Plain.Steps, new NormalizeStep([0, 50, 100], [1, 2, 4])] });
        Assert.Equal([100, 25, 0], [tensor[0], tensor[256], tensor[512]]);
    }

    [Fact]
    public void Equalization_spreads_two_values_over_the_whole_range()
    {
        // The method leaves images alone that have fewer pixels than gray levels to spread them over.
        var pixels = Enumerable.Range(0, 64 * 64).Select(static i => (byte)(i % 2 == 0 ? 100 : 110)).ToArray();
        var tensor = Prepare(new GrayImage(64, 64, pixels), Plain with { Width = 64, Height = 64, Steps = [.. Plain.Steps, new EqualizeStep()] });
        Assert.Equal([0, 255], [tensor[0], tensor[1]]);
    }

    [Fact]
    public void A_picture_that_is_smaller_than_it_says_is_refused() =>
        Assert.Equal("image-invalid", Assert.Throws<ModelException>(() => Prepare(new GrayImage(16, 17, new byte[256]), Plain)).Code);

    private static float[] Prepare(GrayImage image, RadiographPreprocessing preparation)
    {
        var tensor = new float[preparation.Channels * preparation.Width * preparation.Height];
        RadiographPreparation.Prepare(image, preparation, tensor);
        return tensor;
    }
}
