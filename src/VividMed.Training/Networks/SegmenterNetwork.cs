namespace VividMed.Training.Networks;

/// <summary>
/// A miniature of SAT (arXiv 2312.17183): a 3-D U-Net describes the volume, prompts look at its bottleneck by cross-attention
/// (never at each other) and become vectors that are compared with the voxels. Nothing runs at full resolution but that
/// comparison: the first convolution halves every axis, and a prompt has one vector for each of the 2 x 2 x 2 voxels that a
/// feature stands for, the way of sub-pixel convolution (arXiv 1609.05158).
/// Input image [B, 1, Z, Y, X] and prompts [N, PromptWidth]; output mask logits [B, N, Z, Y, X].
/// </summary>
internal sealed record SegmenterNetwork(int X, int Y, int Z, int PromptWidth, int[] Channels)
{
    /// <summary>Voxels that one feature stands for.</summary>
    public const int Cell = 8;

    private const int Rank = 3;

    public SegmenterOutput<T> Forward<T>(INetworkOperations<T> op, T image, T prompts)
    {
        var (skips, bottom) = Contract(op, image);
        var features = Expand(op, skips, bottom);
        var width = Channels[^1];
        var masks = Decode(op, op.Transpose(op.Reshape(bottom, 0, width, -1), 0, 2, 1), op.Reshape(prompts, 1, -1, PromptWidth));
        return new SegmenterOutput<T>(
            op.Reshape(features, 0, Channels[0], -1),
            op.Linear(masks, "mask.vector", width, Cell * Channels[0]),
            op.Linear(masks, "mask.bias", width, 1, initialBias: -2));
    }

    /// <summary>Every voxel against every prompt: [B, N, Z, Y, X].</summary>
    public T Logits<T>(INetworkOperations<T> op, SegmenterOutput<T> output)
    {
        var vectors = op.Reshape(output.Vectors, 0, -1, Channels[0]);
        var cells = op.Reshape(op.MatMul(vectors, output.Features), 0, -1, Cell, Z / 2 * (Y / 2) * (X / 2));
        var biased = op.Add(cells, op.Reshape(output.Biases, 0, 0, 1, 1));
        var split = op.Reshape(biased, 0, 0, 2, 2, 2, Z / 2, Y / 2, X / 2);
        return op.Reshape(op.Transpose(split, 0, 1, 5, 2, 6, 3, 7, 4), 0, 0, Z, Y, X);
    }

    private (List<T> Skips, T Bottom) Contract<T>(INetworkOperations<T> op, T image)
    {
        var skips = new List<T>();
        var x = Finish(op, "stem", op.Add(op.Convolution(image, "stem", 1, Channels[0], Rank, stride: 2), Where(op)), Channels[0]);
        for (var level = 1; level < Channels.Length; level++)
        {
            skips.Add(x);
            var down = op.Convolution(x, $"down{level}", Channels[level - 1], Channels[level], Rank, stride: 2);
            x = Finish(op, $"down{level}", down, Channels[level]);
            var same = op.Convolution(x, $"same{level}", Channels[level], Channels[level], Rank);
            x = op.Add(x, Finish(op, $"same{level}", same, Channels[level]));
        }

        return (skips, x);
    }

    private T Expand<T>(INetworkOperations<T> op, List<T> skips, T x)
    {
        for (var level = Channels.Length - 1; level > 0; level--)
        {
            x = op.Add(op.UpConvolution(x, $"up{level}", Channels[level], Channels[level - 1], Rank), skips[level - 1]);
            var joined = op.Convolution(x, $"joined{level}", Channels[level - 1], Channels[level - 1], Rank);
            x = op.Add(x, Finish(op, $"joined{level}", joined, Channels[level - 1]));
        }

        return x;
    }

    private T Decode<T>(INetworkOperations<T> op, T tokens, T prompts)
    {
        var width = Channels[^1];
        var count = (long)X * Y * Z >> (Rank * Channels.Length);
        var placed = op.Add(tokens, op.Parameter("position", 0.1f, 1, count, width));
        var memory = op.LayerNorm(placed, "memory.norm", width);
        var queries = op.Linear(prompts, "prompt", PromptWidth, width);
        var normed = op.LayerNorm(queries, "cross.norm", width);
        queries = op.Add(queries, Transformer.Attend(op, "cross", normed, memory, memory, width));
        queries = Transformer.FeedForward(op, "feed", queries, width);
        return op.Gelu(op.Linear(op.LayerNorm(queries, "mask.norm", width), "mask.in", width, width));
    }

    private static T Finish<T>(INetworkOperations<T> op, string name, T x, int channels) =>
        op.LeakyRelu(op.BatchNorm(x, $"{name}.norm", channels));

    /// <summary>
    /// What three input channels of coordinates would add to the first convolution: by linearity a weighted sum of x, y and z,
    /// each from -1 to 1 across the window, that needs neither channels nor a copy a sample.
    /// </summary>
    private T Where<T>(INetworkOperations<T> op)
    {
        return op.Add(
            op.Add(Axis("x", X / 2, 1, 1, 1, 1, X / 2), Axis("y", Y / 2, 1, 1, 1, Y / 2, 1)), Axis("z", Z / 2, 1, 1, Z / 2, 1, 1));

        T Axis(string name, int length, params ReadOnlySpan<long> shape)
        {
            var values = new float[length];
            for (var i = 0; i < length; i++) values[i] = (2 * (i + 0.5f) / length) - 1;
            return op.Multiply(
                op.Constant($"coordinate.{name}", values, shape), op.Parameter($"stem.{name}", 0.5f, 1, Channels[0], 1, 1, 1));
        }
    }
}

/// <summary>
/// Features [B, C, cells], cells of 2 x 2 x 2 voxels, x fastest; for each prompt a vector for each voxel of a cell,
/// [B, N, 8 C] (z slowest), and a bias [B, N, 1].
/// </summary>
internal sealed record SegmenterOutput<T>(T Features, T Vectors, T Biases);
