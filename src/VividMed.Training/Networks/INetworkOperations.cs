namespace VividMed.Training.Networks;

/// <summary>
/// What the miniature networks are made of. A network is written once against these operations: over Torch tensors it is
/// trained, over ONNX values it is exported, so that the two cannot drift apart. Weights are known by name; the first use
/// creates them. Images have the shape [B, C, ...space]; sequences [B, N, width].
/// </summary>
internal interface INetworkOperations<T>
{
    /// <summary>A convolution with an odd kernel and padding that keeps the size at stride 1.</summary>
    /// <param name="rank">Spatial axes: 2 or 3.</param>
    T Convolution(T x, string name, int from, int to, int rank, int kernel = 3, int stride = 1);

    /// <summary>Doubles every spatial axis by a transposed convolution of kernel and stride 2.</summary>
    T UpConvolution(T x, string name, int from, int to, int rank);

    T BatchNorm(T x, string name, int channels);

    T LayerNorm(T x, string name, int width);

    /// <summary>Over the last axis, with bias.</summary>
    T Linear(T x, string name, int from, int to, float initialBias = 0);

    /// <summary>A learned tensor, drawn from a normal distribution.</summary>
    T Parameter(string name, float deviation, params ReadOnlySpan<long> shape);

    T Constant(string name, float[] values, params ReadOnlySpan<long> shape);

    T Add(T a, T b);

    T Multiply(T a, T b);

    T Scale(T x, float factor);

    T LeakyRelu(T x);

    T Gelu(T x);

    T Sigmoid(T x);

    /// <summary>The logit of a share, cut to 0.00001..0.99999.</summary>
    T InverseSigmoid(T share);

    /// <summary>Over the last axis.</summary>
    T Softmax(T x);

    T MatMul(T a, T b);

    T Transpose(T x, params ReadOnlySpan<long> order);

    /// <summary>0 keeps the axis at the same place, -1 takes what is left.</summary>
    T Reshape(T x, params ReadOnlySpan<long> shape);

    /// <summary>The largest of the last axis, which goes.</summary>
    T MaxOfLast(T x);

    /// <summary>
    /// From scores [B, N] the rows of every x [B, N, width] that belong to the k largest scores, largest first. No gradient flows to the
    /// scores.
    /// </summary>
    T[] TopRows(T scores, int k, params ReadOnlySpan<(T Rows, int Width)> from);

    /// <summary>The same value, cut off from the gradient.</summary>
    T Detach(T x);
}
