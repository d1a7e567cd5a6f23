using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// From a phrase to its places. Boxes are dense: each cell of the quarter grid, modulated by the phrase (FiLM, Perez et al. 2018), gives a score
/// and a box, as FCOS does (Tian et al. 2019). The mask is a small network over the outlines whose weights the phrase decides (CondInst, Tian
/// et al. 2020), with the cells' coordinates among its inputs: without them one side's phrase paints both.
/// </summary>
internal sealed class GroundingHead : nn.Module<Tensor, ImageFeatures, Tensor, PhrasePlaces>
{
    private const int Channels = ImageEncoder.PlaceChannels;
    public const double TypicalSize = 0.25;
    public const double LargestGrowth = 3;
    public const double LeastSize = 1e-3;

    private readonly nn.Module<Tensor, Tensor> _modulation, _cells, _score, _box, _position;
    private readonly MaskHead _masks;
    private readonly PhraseVectors _phrases;
    private readonly FindingGlance _glance;

    public GroundingHead(int width)
        : base(nameof(GroundingHead))
    {
        _modulation = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 2 * Channels));
        _position = nn.Linear(Coordinates.Features, Channels);
        _cells = nn.Sequential(nn.GELU(), nn.Linear(Channels, Channels), nn.GELU());
        var score = nn.Linear(Channels, 1);
        nn.init.constant_(score.bias!, -4); // most cells are not the phrase's place
        (_score, _box) = (score, nn.Linear(Channels, 6));
        _masks = new MaskHead(width);
        _phrases = new PhraseVectors(width);
        _glance = new FindingGlance(width);
        RegisterComponents();
    }

    /// <summary>What the head is told of phrases.</summary>
    public PhraseVectors Phrases => _phrases;

    /// <summary>Where findings are, at a glance.</summary>
    public FindingGlance Glance => _glance;

    /// <summary>The masks of phrases, within the boxes that are known of them.</summary>
    public MaskHead Masks => _masks;

    /// <summary>What the heads find for phrases, together with what a glance sees of their words.</summary>
    /// <param name="phrases">[phrases, width] vectors</param>
    /// <param name="words">[phrases, width]: the means of their words</param>
    /// <param name="image">the batch's maps</param>
    /// <param name="rows">the batch row that each phrase belongs to</param>
    public PhrasePlaces Locate(Tensor phrases, Tensor words, ImageFeatures image, IReadOnlyList<int> rows)
    {
        var places = call(phrases, image, tensor(rows.Select(static row => (long)row).ToArray()));
        return places with { Scores = places.Scores + _glance.OfPhrases(words, image, rows) };
    }

    /// <param name="phrases">[phrases, width] vectors</param>
    /// <param name="image">the batch's maps</param>
    /// <param name="rows">[phrases]: the batch row that each phrase belongs to</param>
    public override PhrasePlaces forward(Tensor phrases, ImageFeatures image, Tensor rows)
    {
        var places = image.Places;
        var cells = places.flatten(2).transpose(1, 2) + _position.call(Coordinates.Fourier(places));
        var modulation = _modulation.call(phrases).unsqueeze(1).chunk(2, dim: -1);
        var seen = _cells.call((cells.index_select(0, rows) * (1 + modulation[0])) + modulation[1]);
        return new PhrasePlaces(ToBoxes(_box.call(seen), Coordinates.Of(places), flat: places.shape[2] == 1), _score.call(seen).squeeze(-1));
    }

    /// <summary>A cell's box lies around the cell and is as large as a usual one, until it learns better.</summary>
    private static Tensor ToBoxes(Tensor raw, Tensor at, bool flat)
    {
        var center = Kept(at + (0.5 * raw.slice(-1, 0, 3, 1).tanh()), 0, 1);
        var size = Kept(TypicalSize * Kept(raw.slice(-1, 3, 6, 1), -LargestGrowth, LargestGrowth).exp(), LeastSize, 1);
        if (!flat) return cat([center, size], dim: -1);
        var half = full_like(center.slice(-1, 0, 1, 1), 0.5);
        return cat([center.slice(-1, 0, 2, 1), half, size.slice(-1, 0, 2, 1), half * 2], dim: -1);
    }

    /// <summary>Within bounds, with the slope of what is not: a box that has run against them would else never come back.</summary>
    private static Tensor Kept(Tensor value, double least, double most) => value + (value.clamp(least, most) - value).detach();
}

/// <summary>
/// Predictions for each phrase, a cell of the quarter grid each: Boxes [phrases, cells, 6] as (center x, y, z, width, height, depth) in fractions
/// of the image, Scores [phrases, cells] logits.
/// </summary>
internal sealed record PhrasePlaces(Tensor Boxes, Tensor Scores);
