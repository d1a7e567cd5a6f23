namespace VividMed.Training.Networks;

/// <summary>
/// The attention and feed-forward parts that the miniatures share, pre-norm. Sequences are [B, N, width]; a batch of 1 is broadcast.
/// </summary>
internal static class Transformer
{
    private const int Heads = 4;

    /// <summary>Queries look at keys; the result has the queries' length.</summary>
    public static T Attend<T>(INetworkOperations<T> op, string name, T queries, T keys, T values, int width)
    {
        var depth = width / Heads;
        var q = op.Transpose(Split(op.Linear(queries, $"{name}.query", width, width)), 0, 2, 1, 3);
        var k = op.Transpose(Split(op.Linear(keys, $"{name}.key", width, width)), 0, 2, 3, 1);
        var v = op.Transpose(Split(op.Linear(values, $"{name}.value", width, width)), 0, 2, 1, 3);
        var shares = op.Softmax(op.Scale(op.MatMul(q, k), (float)(1 / Math.Sqrt(depth))));
        var joined = op.Reshape(op.Transpose(op.MatMul(shares, v), 0, 2, 1, 3), 0, 0, width);
        return op.Linear(joined, $"{name}.out", width, width);

        T Split(T x) => op.Reshape(x, 0, 0, Heads, depth);
    }

    /// <summary>x plus two linear layers with a GELU between them.</summary>
    public static T FeedForward<T>(INetworkOperations<T> op, string name, T x, int width)
    {
        var inner = op.Gelu(op.Linear(op.LayerNorm(x, $"{name}.norm", width), $"{name}.in", width, 2 * width));
        return op.Add(x, op.Linear(inner, $"{name}.out", 2 * width, width));
    }
}
