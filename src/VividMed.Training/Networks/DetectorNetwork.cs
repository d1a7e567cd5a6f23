namespace VividMed.Training.Networks;

/// <summary>
/// A miniature of DINO (arXiv 2203.03605): a convolutional backbone, one encoder layer, boxes proposed by the best tokens,
/// decoder layers that refine them. Full cross-attention stands in place of deformable attention.
/// Input pixel_values [B, 3, Size, Size]; outputs logits [B, Queries, Classes] and boxes [B, Queries, 4] as (cx, cy, w, h) in 0..1.
/// </summary>
internal sealed record DetectorNetwork(int Size, int Classes, int Queries, int Width, int[] Channels, int DecoderLayers)
{
    /// <summary>The prior of a class on a query, so that training does not start with a flood of false boxes.</summary>
    private const float RareBias = -4;

    public int Grid => Size / (1 << Channels.Length);

    public DetectorOutput<T> Forward<T>(INetworkOperations<T> op, T pixels)
    {
        var position = op.Parameter("position", 0.1f, 1, Grid * Grid, Width);
        var tokens = Encode(op, op.Add(Tokens(op, pixels), position), position);
        var proposals = Heads(op, "proposal", tokens, op.Constant("anchors", Anchors(), 1, Grid * Grid, 4));

        var best = op.TopRows(op.MaxOfLast(proposals.Logits), Queries, (tokens, Width), (proposals.Boxes, 4));
        var (content, boxes) = (op.LayerNorm(best[0], "content", Width), op.Detach(best[1]));
        var layers = new List<DetectionHeads<T>> { proposals };
        for (var layer = 0; layer < DecoderLayers; layer++)
        {
            content = Decode(op, $"decoder{layer}", content, boxes, tokens, position);
            var refined = Heads(op, $"head{layer}", op.LayerNorm(content, $"head{layer}.norm", Width), op.InverseSigmoid(boxes));
            layers.Add(refined);
            boxes = op.Detach(refined.Boxes);
        }

        return new DetectorOutput<T>(layers[0], layers.Skip(1).ToArray());
    }

    private T Tokens<T>(INetworkOperations<T> op, T pixels)
    {
        var x = pixels;
        for (int i = 0, from = 3; i < Channels.Length; from = Channels[i++])
        {
            x = op.LeakyRelu(
                op.BatchNorm(op.Convolution(x, $"down{i}", from, Channels[i], rank: 2, stride: 2), $"down{i}.norm", Channels[i]));
            if (i == 0) continue;
            var more = op.LeakyRelu(
                op.BatchNorm(op.Convolution(x, $"same{i}", Channels[i], Channels[i], rank: 2), $"same{i}.norm", Channels[i]));
            x = op.Add(x, more);
        }

        var narrow = op.Convolution(x, "project", Channels[^1], Width, rank: 2, kernel: 1);
        return op.Transpose(op.Reshape(narrow, 0, Width, -1), 0, 2, 1);
    }

    private T Encode<T>(INetworkOperations<T> op, T tokens, T position)
    {
        var normed = op.LayerNorm(tokens, "encoder.norm", Width);
        var placed = op.Add(normed, position);
        tokens = op.Add(tokens, Transformer.Attend(op, "encoder.self", placed, placed, normed, Width));
        return op.LayerNorm(Transformer.FeedForward(op, "encoder.feed", tokens, Width), "encoder.out", Width);
    }

    private T Decode<T>(INetworkOperations<T> op, string name, T content, T boxes, T tokens, T position)
    {
        var place = op.Linear(op.Gelu(op.Linear(op.InverseSigmoid(boxes), "place.in", 4, Width)), "place.out", Width, Width);
        var normed = op.LayerNorm(content, $"{name}.self.norm", Width);
        var placed = op.Add(normed, place);
        content = op.Add(content, Transformer.Attend(op, $"{name}.self", placed, placed, normed, Width));
        placed = op.Add(op.LayerNorm(content, $"{name}.cross.norm", Width), place);
        content = op.Add(content, Transformer.Attend(op, $"{name}.cross", placed, op.Add(tokens, position), tokens, Width));
        return Transformer.FeedForward(op, $"{name}.feed", content, Width);
    }

    /// <param name="anchors">Logits of the boxes that the head refines.</param>
    private DetectionHeads<T> Heads<T>(INetworkOperations<T> op, string name, T x, T anchors)
    {
        var logits = op.Linear(x, $"{name}.class", Width, Classes, RareBias);
        var delta = op.Linear(op.Gelu(op.Linear(x, $"{name}.box.in", Width, Width)), $"{name}.box.out", Width, 4);
        return new DetectionHeads<T>(logits, op.Sigmoid(op.Add(anchors, delta)));
    }

    /// <summary>Logits of one box a token: at the token's center, a fifth of the image wide and high.</summary>
    private float[] Anchors()
    {
        var anchors = new float[Grid * Grid * 4];
        for (var token = 0; token < Grid * Grid; token++)
        {
            double[] box = [((token % Grid) + 0.5) / Grid, ((token / Grid) + 0.5) / Grid, 0.2, 0.2];
            for (var i = 0; i < 4; i++) anchors[(4 * token) + i] = (float)Math.Log(box[i] / (1 - box[i]));
        }

        return anchors;
    }
}

/// <summary>What the tokens propose (one row a token) and what every decoder layer makes of the best of them.</summary>
internal sealed record DetectorOutput<T>(DetectionHeads<T> Proposals, IReadOnlyList<DetectionHeads<T>> Layers)
{
    public DetectionHeads<T> Final => Layers[^1];
}

/// <summary>Logits [B, N, classes] and boxes [B, N, 4] as (cx, cy, w, h) in 0..1.</summary>
internal sealed record DetectionHeads<T>(T Logits, T Boxes);
