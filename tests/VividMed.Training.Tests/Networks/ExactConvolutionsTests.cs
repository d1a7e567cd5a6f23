using VividMed.Training.Torch;
using static TorchSharp.torch;

namespace VividMed.Training.Tests.Networks;

/// <summary>Every convolution that a network may have, against Torch's own kernels in double precision, with memory left dirty before.</summary>
public sealed class ExactConvolutionsTests
{
    private const double Tolerance = 1e-4;

    private static readonly int[] Channels = [16, 32, 48, 64, 96];

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    public void Allowed_convolutions_and_their_gradients_are_exact(int rank, int stride)
    {
        foreach (var from in (int[])[1, 3, .. Channels])
        {
            foreach (var to in Channels.Where(to => IsAllowed(() => ExactConvolutions.Require(from, to, kernel: 3, stride))))
            {
                foreach (var length in (int[])[9, 16])
                {
                    using var scope = NewDisposeScope();
                    var input = Random([2, from, .. Enumerable.Repeat((long)length, rank)]).requires_grad_(from > 3);
                    var weight = (Random([to, from, .. Enumerable.Repeat(3L, rank)]) / Math.Sqrt(from * Math.Pow(3, rank))).detach().requires_grad_(true);
                    long[] strides = [.. Enumerable.Repeat((long)stride, rank)], padding = [.. Enumerable.Repeat(1L, rank)];
                    var difference = Difference(input, weight, (x, w) => rank == 2 ? nn.functional.conv2d(x, w, null, strides, padding) : nn.functional.conv3d(x, w, null, strides, padding));
                    Assert.True(difference < Tolerance, $"{from} to {to} channels of length {length} differ by {difference}");
                }
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Allowed_transposed_convolutions_and_their_gradients_are_exact(int rank)
    {
        foreach (var from in Channels)
        {
            foreach (var to in (int[])[2, 8, 16, 32, 64])
            {
                using var scope = NewDisposeScope();
                ExactConvolutions.RequireTransposed(from, to);
                var input = Random([2, from, .. Enumerable.Repeat(8L, rank)]).requires_grad_(true);
                var weight = (Random([from, to, .. Enumerable.Repeat(2L, rank)]) / Math.Sqrt(from)).detach().requires_grad_(true);
                long[] strides = [.. Enumerable.Repeat(2L, rank)];
                var difference = Difference(input, weight, (x, w) => rank == 2 ? nn.functional.conv_transpose2d(x, w, null, strides) : nn.functional.conv_transpose3d(x, w, null, strides));
                Assert.True(difference < Tolerance, $"{from} to {to} channels differ by {difference}");
            }
        }
    }

    [Theory]
    [InlineData(24, 16, 1)]
    [InlineData(16, 24, 1)]
    [InlineData(40, 32, 2)]
    [InlineData(48, 16, 2)]
    [InlineData(16, 1, 1)]
    public void Others_are_refused(int from, int to, int stride)
    {
        Assert.False(IsAllowed(() => ExactConvolutions.Require(from, to, kernel: 3, stride)));
        Assert.True(IsAllowed(() => ExactConvolutions.Require(from, to, kernel: 1, stride: 1)));
        Assert.False(IsAllowed(() => ExactConvolutions.RequireTransposed(16, 24)));
        Assert.False(IsAllowed(() => ExactConvolutions.RequireTransposed(16, 48)));
    }

    /// <summary>Greatest difference of the output and of both gradients, as a share of the greatest value.</summary>
    private static double Difference(Tensor input, Tensor weight, Func<Tensor, Tensor, Tensor> convolve)
    {
        var (exactInput, exactWeight) = (Exact(input), Exact(weight));
        var expected = convolve(exactInput, exactWeight);
        var pull = Random(expected.shape);
        (expected * pull.to(float64)).sum().backward();

        full(new long[] { 1_000_000 }, float.NaN).Dispose();
        var output = convolve(input, weight);
        full(new long[] { 1_000_000 }, float.NaN).Dispose();
        (output * pull).sum().backward();
        var shares = new List<double> { Share(output, expected), Share(weight.grad!, exactWeight.grad!) };
        if (input.requires_grad) shares.Add(Share(input.grad!, exactInput.grad!));
        return shares.Any(double.IsNaN) ? double.NaN : shares.Max();
    }

    private static double Share(Tensor values, Tensor expected) =>
        (values.to(float64) - expected).abs().max().item<double>() / expected.abs().max().item<double>();

    private static Tensor Exact(Tensor values) => values.detach().to(float64).requires_grad_(values.requires_grad);

    private static Tensor Random(long[] shape)
    {
        using var generator = new Generator(7);
        return randn(shape, generator: generator);
    }

    private static bool IsAllowed(Action require) => Record.Exception(require) is null;
}
