namespace VividMed.Training.Networks;

/// <summary>
/// A miniature of CXAS's anatomy segmenter (arXiv 2306.03934): a 2-D U-Net that gives every class a mask of its own, so that masks may
/// overlap as structures do in a projection. The first convolution halves both axes, the last transposed one restores them.
/// Input pixel_values [B, 3, Size, Size]; output mask logits [B, Classes, Size, Size].
/// </summary>
internal sealed record AnatomyNetwork(int Size, int Classes, int[] Channels)
{
    private const int Rank = 2;

    public T Forward<T>(INetworkOperations<T> op, T pixels)
    {
        var skips = new List<T>();
        var x = Finish(op, "stem", op.Add(op.Convolution(pixels, "stem", 3, Channels[0], Rank, stride: 2), Where(op)), Channels[0]);
        for (var level = 1; level < Channels.Length; level++)
        {
            skips.Add(x);
            x = Finish(
                op, $"down{level}", op.Convolution(x, $"down{level}", Channels[level - 1], Channels[level], Rank, stride: 2),
                Channels[level]);
            x = Residual(op, $"same{level}", x, Channels[level]);
        }

        for (var level = Channels.Length - 1; level > 0; level--)
        {
            x = op.Add(op.UpConvolution(x, $"up{level}", Channels[level], Channels[level - 1], Rank), skips[level - 1]);
            x = Residual(op, $"joined{level}", x, Channels[level - 1]);
        }

        return op.UpConvolution(x, "masks", Channels[0], Classes, Rank);
    }

    private static T Residual<T>(INetworkOperations<T> op, string name, T x, int channels) =>
        op.Add(x, Finish(op, name, op.Convolution(x, name, channels, channels, Rank), channels));

    private static T Finish<T>(INetworkOperations<T> op, string name, T x, int channels) =>
        op.LeakyRelu(op.BatchNorm(x, $"{name}.norm", channels));

    /// <summary>What input channels of the coordinates would add to the first convolution: sides cannot be told by texture.</summary>
    private T Where<T>(INetworkOperations<T> op)
    {
        var length = Size / 2;
        return op.Add(Axis("x", 1, 1, 1, length), Axis("y", 1, 1, length, 1));

        T Axis(string name, params ReadOnlySpan<long> shape)
        {
            var values = new float[length];
            for (var i = 0; i < length; i++) values[i] = (2 * (i + 0.5f) / length) - 1;
            return op.Multiply(op.Constant($"coordinate.{name}", values, shape), op.Parameter($"stem.{name}", 0.5f, 1, Channels[0], 1, 1));
        }
    }
}
