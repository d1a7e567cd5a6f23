using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// A network of two layers over the outlines of an image and their coordinates, whose weights follow from the phrase. In a volume the
/// coordinates are those within the phrase's box, and nothing outside of it is filled: thin structures are found at no other place. It is
/// multiplied out image by image, so that no map is copied for a phrase.
/// </summary>
internal sealed class MaskHead : nn.Module
{
    private const int Hidden = 8;
    private const int Inputs = ImageEncoder.OutlineChannels + 3;
    private const int Weights = (Hidden * Inputs) + Hidden + Hidden + 1;
    private const float Nothing = -12;

    /// <summary>Most of an image is not the phrase's place: what a mask begins with.</summary>
    private const float Emptiness = 2;

    private const float Margin = 0.1f;

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
        var at = (Coordinates.Of(outlines) * 2) - 1;
        var isFlat = outlines.shape[2] == 1;
        var weights = _weights.call(phrases);
        var parts = new Tensor[rows.Count];
        foreach (var own in rows.Index().GroupBy(static row => row.Item))
        {
            var indices = own.Select(static row => row.Index).ToList();
            var cells = cat([outlines[own.Key].flatten(1), at.t()], dim: 0);
            var masks = Fill(weights.index_select(0, tensor(indices.ConvertAll(static index => (long)index).ToArray())), cells, isFlat ? null : indices.ConvertAll(index => boxes[index]), at);
            for (var i = 0; i < indices.Count; i++) parts[indices[i]] = masks[i];
        }

        return stack(parts).view(-1, outlines.shape[2], outlines.shape[3], outlines.shape[4]);
    }

    /// <summary>[phrases, cells] of one image.</summary>
    private static Tensor Fill(Tensor weights, Tensor cells, List<float[]>? boxes, Tensor at)
    {
        var first = weights.slice(1, 0, Hidden * Inputs, 1).view(-1, Hidden, Inputs);
        var offset = weights.slice(1, Hidden * Inputs, (Hidden * Inputs) + Hidden, 1);
        if (boxes is not null) (first, offset) = Within(first, offset, boxes);
        var hidden = nn.functional.relu(first.reshape(-1, Inputs).matmul(cells).view(-1, Hidden, cells.shape[1]) + offset.unsqueeze(-1));
        var second = weights.slice(1, (Hidden * Inputs) + Hidden, Weights - 1, 1).unsqueeze(1);
        var filled = second.matmul(hidden).squeeze(1) + weights.slice(1, Weights - 1, Weights, 1) - Emptiness;
        return boxes is null ? filled : filled.masked_fill(Outside(boxes, at), Nothing);
    }

    /// <summary>The same weights for coordinates that are -1 to 1 within the box, which is linear in those of the image.</summary>
    private static (Tensor First, Tensor Offset) Within(Tensor first, Tensor offset, List<float[]> boxes)
    {
        var scale = tensor(boxes.SelectMany(static box => box[3..].Select(static size => 1 / Math.Max(size, 0.02f))).ToArray()).view(-1, 1, 3);
        var center = tensor(boxes.SelectMany(static box => box[..3].Select(static middle => (2 * middle) - 1)).ToArray()).view(-1, 1, 3);
        var ofPlace = first.slice(-1, ImageEncoder.OutlineChannels, Inputs, 1) * scale;
        return (cat([first.slice(-1, 0, ImageEncoder.OutlineChannels, 1), ofPlace], dim: -1), offset - (ofPlace * center).sum(-1));
    }

    private static Tensor Outside(List<float[]> boxes, Tensor at)
    {
        var center = tensor(boxes.SelectMany(static box => box[..3].Select(static middle => (2 * middle) - 1)).ToArray()).view(-1, 1, 3);
        var reach = tensor(boxes.SelectMany(static box => box[3..].Select(static size => (size * (1 + Margin)) + 0.03f)).ToArray()).view(-1, 1, 3);
        return ((at.unsqueeze(0) - center).abs() > reach).any(-1);
    }
}
