using VividMed.Training.Torch;
using static TorchSharp.torch;

namespace VividMed.Training.Networks;

/// <summary>The operations over Torch tensors.</summary>
/// <param name="training">Batch statistics are taken from the batch and followed; otherwise the followed ones are used.</param>
internal sealed class TorchOperations(WeightStore weights, bool training) : INetworkOperations<Tensor>
{
    public const double LeakySlope = 0.01;
    public const double NormEpsilon = 1e-5;
    public const double LogitEpsilon = 1e-5;
    private const double NormMomentum = 0.03;

    public Tensor Convolution(Tensor x, string name, int from, int to, int rank, int kernel = 3, int stride = 1)
    {
        ExactConvolutions.Require(from, to, kernel, stride);
        long[] shape = [to, from, .. Enumerable.Repeat((long)kernel, rank)];
        var weight = Drawn($"{name}.weight", Math.Sqrt(2 / (from * Math.Pow(kernel, rank))), shape);
        var bias = Filled($"{name}.bias", 0, to);
        long[] strides = [.. Enumerable.Repeat((long)stride, rank)];
        long[] padding = [.. Enumerable.Repeat((long)kernel / 2, rank)];
        return rank == 2
            ? nn.functional.conv2d(x, weight, bias, strides, padding)
            : nn.functional.conv3d(x, weight, bias, strides, padding);
    }

    public Tensor UpConvolution(Tensor x, string name, int from, int to, int rank)
    {
        ExactConvolutions.RequireTransposed(from, to);
        long[] shape = [from, to, .. Enumerable.Repeat(2L, rank)];
        var weight = Drawn($"{name}.weight", Math.Sqrt(1.0 / from), shape);
        var bias = Filled($"{name}.bias", 0, to);
        long[] strides = [.. Enumerable.Repeat(2L, rank)];
        return rank == 2
            ? nn.functional.conv_transpose2d(x, weight, bias, strides)
            : nn.functional.conv_transpose3d(x, weight, bias, strides);
    }

    public Tensor BatchNorm(Tensor x, string name, int channels)
    {
        var mean = weights.Buffer($"{name}.mean", () => zeros(channels));
        var variance = weights.Buffer($"{name}.variance", () => ones(channels));
        return nn.functional.batch_norm(
            x, mean, variance, Filled($"{name}.weight", 1, channels), Filled($"{name}.bias", 0, channels), training, NormMomentum,
            NormEpsilon);
    }

    public Tensor LayerNorm(Tensor x, string name, int width) =>
        nn.functional.layer_norm(x, [width], Filled($"{name}.weight", 1, width), Filled($"{name}.bias", 0, width), NormEpsilon);

    public Tensor Linear(Tensor x, string name, int from, int to, float initialBias = 0) =>
        x.matmul(Drawn($"{name}.weight", Math.Sqrt(1.0 / from), [from, to])).add(Filled($"{name}.bias", initialBias, to));

    public Tensor Parameter(string name, float deviation, params ReadOnlySpan<long> shape) => Drawn(name, deviation, shape.ToArray());

    public Tensor Constant(string name, float[] values, params ReadOnlySpan<long> shape)
    {
        var lengths = shape.ToArray();
        return weights.Buffer(name, () => tensor(values).reshape(lengths));
    }

    public Tensor Add(Tensor a, Tensor b) => a + b;

    public Tensor Multiply(Tensor a, Tensor b) => a * b;

    public Tensor Scale(Tensor x, float factor) => x * factor;

    public Tensor LeakyRelu(Tensor x) => nn.functional.leaky_relu(x, LeakySlope);

    public Tensor Gelu(Tensor x) => nn.functional.gelu(x);

    public Tensor Sigmoid(Tensor x) => x.sigmoid();

    public Tensor InverseSigmoid(Tensor share)
    {
        var inside = share.clamp(LogitEpsilon, 1 - LogitEpsilon);
        return inside.log() - (1 - inside).log();
    }

    public Tensor Softmax(Tensor x) => x.softmax(-1);

    public Tensor MatMul(Tensor a, Tensor b) => a.matmul(b);

    public Tensor Transpose(Tensor x, params ReadOnlySpan<long> order) => x.permute(order.ToArray());

    public Tensor Reshape(Tensor x, params ReadOnlySpan<long> shape)
    {
        var target = shape.ToArray();
        for (var axis = 0; axis < target.Length; axis++)
        {
            if (target[axis] == 0) target[axis] = x.shape[axis];
        }

        return x.reshape(target);
    }

    public Tensor MaxOfLast(Tensor x) => x.amax([-1]);

    public Tensor[] TopRows(Tensor scores, int k, params ReadOnlySpan<(Tensor Rows, int Width)> from)
    {
        var (_, indices) = scores.detach().topk(k);
        var picked = new Tensor[from.Length];
        for (var i = 0; i < from.Length; i++) picked[i] = from[i].Rows.gather(1, indices.unsqueeze(-1).expand(-1, -1, from[i].Width));
        return picked;
    }

    public Tensor Detach(Tensor x) => x.detach();

    private Tensor Drawn(string name, double deviation, long[] shape) => weights.Weight(name, () => weights.Normal(shape) * deviation);

    private Tensor Filled(string name, float value, int length) => weights.Weight(name, () => full(length, value));
}
