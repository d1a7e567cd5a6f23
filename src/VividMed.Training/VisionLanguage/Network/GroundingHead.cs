using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// From the hidden state at a phrase's closing sign to its places: six instance queries look over the map of places and give a
/// box and an objectness each; one more query is compared with every cell of the map of outlines and gives the mask.
/// A box is read relative to the mean and spread of its query's attention, which a small network learns far faster than bare coordinates.
/// </summary>
internal sealed class GroundingHead : nn.Module<Tensor, ImageFeatures, Tensor, PhraseLocalization>
{
    /// <summary>Most instances of one phrase, as in VividMed.</summary>
    public const int Instances = 6;

    private const int Channels = ImageEncoder.PlaceChannels;

    private readonly nn.Module<Tensor, Tensor> _toQuery, _box, _objectness, _toOutline;
    private readonly TorchSharp.Modules.Parameter _instances, _maskBias;

    public GroundingHead(int width)
        : base(nameof(GroundingHead))
    {
        _toQuery = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, Channels));
        _toOutline = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, ImageEncoder.OutlineChannels));
        _instances = new TorchSharp.Modules.Parameter(randn(Instances, Channels) * 0.5);
        _maskBias = new TorchSharp.Modules.Parameter(full(1, -2f)); // most of an image is not the phrase's place
        const int Seen = (2 * Channels) + 6;
        _box = nn.Sequential(nn.Linear(Seen, Channels), nn.GELU(), nn.Linear(Channels, Channels), nn.GELU(), nn.Linear(Channels, 6));
        _objectness = nn.Sequential(nn.Linear(Seen, Channels), nn.GELU(), nn.Linear(Channels, 1));
        RegisterComponents();
    }

    /// <param name="phrases">[phrases, width] hidden states</param>
    /// <param name="image">the batch's maps</param>
    /// <param name="rows">[phrases]: the batch row that each phrase belongs to</param>
    public override PhraseLocalization forward(Tensor phrases, ImageFeatures image, Tensor rows)
    {
        var seen = Look(phrases, image.Places, rows);
        var boxes = ToBoxes(_box.call(seen), seen.slice(-1, 2 * Channels, (2 * Channels) + 6, 1), flat: image.Places.shape[2] == 1);
        return new PhraseLocalization(boxes, _objectness.call(seen).squeeze(-1), Outline(phrases, image.Outlines, rows));
    }

    /// <summary>[phrases, instances, query + attended feature + mean and spread of the attention].</summary>
    private Tensor Look(Tensor phrases, Tensor places, Tensor rows)
    {
        var queries = _toQuery.call(phrases).unsqueeze(1) + _instances;
        var cells = places.flatten(2).index_select(0, rows);
        var attention = nn.functional.softmax(queries.matmul(cells) / Math.Sqrt(Channels), dim: -1);
        var at = Coordinates.Of(places);
        var mean = attention.matmul(at);
        var spread = (attention.matmul(at * at) - (mean * mean)).clamp(min: 1e-6).sqrt();
        return cat([queries, attention.matmul(cells.transpose(1, 2)), mean, spread], dim: -1);
    }

    /// <summary>
    /// A uniform block of size s has the spread s / sqrt(12), which makes sqrt(12) times the spread the first guess of the size.
    /// </summary>
    private static Tensor ToBoxes(Tensor raw, Tensor meanAndSpread, bool flat)
    {
        var (shift, stretch) = (raw.slice(-1, 0, 3, 1), raw.slice(-1, 3, 6, 1));
        var (mean, spread) = (meanAndSpread.slice(-1, 0, 3, 1), meanAndSpread.slice(-1, 3, 6, 1));
        var size = (spread * Math.Sqrt(12) * stretch.clamp(-4, 4).exp()).clamp(1e-3, 1);
        var center = (mean + (0.5 * shift.tanh())).clamp(0, 1);
        if (!flat) return cat([center, size], dim: -1);
        var half = full_like(center.slice(-1, 0, 1, 1), 0.5);
        return cat([center.slice(-1, 0, 2, 1), half, size.slice(-1, 0, 2, 1), half * 2], dim: -1);
    }

    private Tensor Outline(Tensor phrases, Tensor outlines, Tensor rows)
    {
        var cells = outlines.index_select(0, rows);
        var scores = _toOutline.call(phrases).unsqueeze(1).matmul(cells.flatten(2)) / Math.Sqrt(ImageEncoder.OutlineChannels);
        return (scores.squeeze(1) + _maskBias).view(cells.shape[0], cells.shape[2], cells.shape[3], cells.shape[4]);
    }
}

/// <summary>
/// Predictions for each phrase: Boxes [phrases, instances, 6] as (center x, y, z, width, height, depth) in fractions of the image,
/// Objectness [phrases, instances] logits, Masks [phrases, depth, height, width] logits on the half grid.
/// </summary>
internal sealed record PhraseLocalization(Tensor Boxes, Tensor Objectness, Tensor Masks);
