using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// A network of two layers over the outlines of an image and their coordinates, whose weights follow from the phrase. In a volume the
/// coordinates are those within the phrase's box, and nothing outside of it is filled: thin structures are found at no other place. It is
/// multiplied out image by image, so that no map is copied for a phrase.
/// </summary>
internal sealed class MaskHead : nn.Module
{
    public const int Hidden = 8;
    public const int Inputs = ImageEncoder.OutlineChannels + 3;

    /// <summary>The logit of what lies outside of a volume's box.</summary>
    public const float Nothing = -12;

    /// <summary>The least size that coordinates within a box are divided by.</summary>
    public const float LeastSize = 0.02f;

    /// <summary>Most of an image is not the phrase's place: what a mask begins with.</summary>
    public const float Emptiness = 2;

    /// <summary>How far around a box a mask is filled: a share of its size, and a share of the image.</summary>
    public const float Margin = 0.1f;

    /// <inheritdoc cref="Margin"/>
    public const float Around = 0.015f;

    private const int Weights = (Hidden * Inputs) + Hidden + Hidden + 1;

    private readonly nn.Module<Tensor, Tensor> _weights;

    public MaskHead(int width)
        : base(nameof(MaskHead))
    {
        _weights = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, Weights));
        RegisterComponents();
    }

    /// <param name="phrases">[phrases, width] vectors</param>
    /// <param name="image">the batch's maps</param>
    /// <param name="rows">the batch row of each phrase</param>
    /// <param name="boxes">of each phrase the box around all its places, as fractions (center, size); of a radiograph it is not looked at</param>
    /// <returns>[phrases, depth, height, width] logits on the grid of the outlines, in the order of the phrases</returns>
    public Tensor Call(Tensor phrases, ImageFeatures image, IReadOnlyList<int> rows, IReadOnlyList<float[]> boxes)
    {
        var outlines = image.Outlines;
        var isFlat = outlines.shape[2] == 1;
        var at = ((Coordinates.Of(outlines) * 2) - 1).t().view(3, outlines.shape[2], outlines.shape[3], outlines.shape[4]);
        var weights = PhraseWeights.Of(_weights.call(phrases));
        if (!isFlat) weights = weights.Within(boxes);
        var parts = new Tensor[rows.Count];
        foreach (var own in rows.Index().GroupBy(static row => row.Item))
        {
            var cells = cat([outlines[own.Key], at], dim: 0);
            foreach (var (index, _) in own) parts[index] = isFlat ? weights.Fill(index, cells) : InBox(weights, index, cells, boxes[index]);
        }

        return stack(parts);
    }

    /// <summary>What lies in a box alone is multiplied out; the rest is empty.</summary>
    private static Tensor InBox(PhraseWeights weights, int phrase, Tensor cells, float[] box)
    {
        var (z, y, x) = (Reached(box[2], box[5], cells.shape[1]), Reached(box[1], box[4], cells.shape[2]), Reached(box[0], box[3], cells.shape[3]));
        var filled = weights.Fill(phrase, cells.narrow(1, z.First, z.Count).narrow(2, y.First, y.Count).narrow(3, x.First, x.Count));
        return nn.functional.pad(
            filled, [x.First, cells.shape[3] - x.First - x.Count, y.First, cells.shape[2] - y.First - y.Count, z.First, cells.shape[1] - z.First - z.Count], value: Nothing);
    }

    /// <summary>The cells of an axis whose centers lie within a box and a little around it; the one in its middle at least.</summary>
    private static (long First, long Count) Reached(float center, float size, long cells)
    {
        var reach = (size * (1 + Margin) / 2) + Around;
        var middle = Math.Clamp((long)(center * cells), 0, cells - 1);
        var first = Math.Clamp((long)Math.Ceiling(((center - reach) * cells) - 0.5), 0, middle);
        var last = Math.Clamp((long)Math.Floor(((center + reach) * cells) - 0.5), middle, cells - 1);
        return (first, last - first + 1);
    }

    /// <summary>The weights of each phrase's own network.</summary>
    /// <param name="First">[phrases, hidden, inputs]</param>
    /// <param name="Offset">[phrases, hidden]</param>
    /// <param name="Second">[phrases, hidden]</param>
    /// <param name="Level">[phrases]</param>
    private sealed record PhraseWeights(Tensor First, Tensor Offset, Tensor Second, Tensor Level)
    {
        public static PhraseWeights Of(Tensor weights) => new(
            weights.slice(1, 0, Hidden * Inputs, 1).view(-1, Hidden, Inputs), weights.slice(1, Hidden * Inputs, (Hidden * Inputs) + Hidden, 1),
            weights.slice(1, (Hidden * Inputs) + Hidden, Weights - 1, 1), weights.select(1, Weights - 1) - Emptiness);

        /// <summary>[depth, height, width] of the phrase's cells [inputs, depth, height, width].</summary>
        public Tensor Fill(int phrase, Tensor cells)
        {
            var hidden = nn.functional.relu(First[phrase].matmul(cells.reshape(Inputs, -1)) + Offset[phrase].unsqueeze(-1));
            return (Second[phrase].matmul(hidden) + Level[phrase]).view(cells.shape[1], cells.shape[2], cells.shape[3]);
        }

        /// <summary>The same weights for coordinates that are -1 to 1 within each phrase's box, which is linear in those of the image.</summary>
        public PhraseWeights Within(IReadOnlyList<float[]> boxes)
        {
            var scale = tensor(boxes.SelectMany(static box => box[3..].Select(static size => 1 / Math.Max(size, LeastSize))).ToArray()).view(-1, 1, 3);
            var center = tensor(boxes.SelectMany(static box => box[..3].Select(static middle => (2 * middle) - 1)).ToArray()).view(-1, 1, 3);
            var ofPlace = First.slice(-1, ImageEncoder.OutlineChannels, Inputs, 1) * scale;
            return this with { First = cat([First.slice(-1, 0, ImageEncoder.OutlineChannels, 1), ofPlace], dim: -1), Offset = Offset - (ofPlace * center).sum(-1) };
        }
    }
}
