using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// Where findings are, told at a glance: the words of a finding's name against each cell of the half grid, without a conversation. It costs next to
/// nothing, so that every step teaches the encoder all findings of every image, those too that its conversation is not about.
/// </summary>
internal sealed class FindingGlance : nn.Module<Tensor, ImageFeatures, Tensor>
{
    /// <summary>A logit: most cells are not a finding's place.</summary>
    public const double Rareness = -4;

    public const int Channels = 64;

    private readonly nn.Module<Tensor, Tensor> _names, _cells, _position;

    public FindingGlance(int width)
        : base(nameof(FindingGlance))
    {
        _names = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, Channels + 1));
        _cells = nn.Linear(ImageEncoder.HalfChannels, Channels);
        _position = nn.Linear(Coordinates.Features, Channels);
        RegisterComponents();
    }

    /// <param name="names">[names, width]: the means of their words</param>
    /// <param name="image">the batch's maps</param>
    /// <returns>[batch, names, cells] logits</returns>
    public override Tensor forward(Tensor names, ImageFeatures image) => Fit(Cells(image), _names.call(names)) + Rareness;

    /// <summary>What a glance adds to the scores of phrases: [phrases, cells] of the quarter grid, each the best of the cells that it covers.</summary>
    /// <param name="phrases">[phrases, width]: the means of their words</param>
    /// <param name="rows">the batch row of each</param>
    public Tensor OfPhrases(Tensor phrases, ImageFeatures image, IReadOnlyList<int> rows)
    {
        var (cells, asked, parts) = (Cells(image), _names.call(phrases), new Tensor[rows.Count]);
        foreach (var own in rows.Index().GroupBy(static row => row.Item, static row => row.Index))
        {
            var fits = Fit(cells[own.Key], asked.index_select(0, tensor(own.Select(static phrase => (long)phrase).ToArray())));
            foreach (var (at, phrase) in own.Index()) parts[phrase] = fits[at];
        }

        var size = image.Halves.shape;
        long[] covered = [size[2] == 1 ? 1 : 2, 2, 2];
        return nn.functional.max_pool3d(stack(parts).view(-1, 1, size[2], size[3], size[4]), covered, covered).flatten(1);
    }

    /// <summary>[batch, cells, channels]</summary>
    private Tensor Cells(ImageFeatures image) =>
        nn.functional.gelu(_cells.call(image.Halves.flatten(2).transpose(1, 2)) + _position.call(Coordinates.Fourier(image.Halves)));

    /// <summary>[.., names, cells]</summary>
    private static Tensor Fit(Tensor cells, Tensor asked)
    {
        var fits = cells.matmul(asked.slice(1, 0, Channels, 1).t()) / Math.Sqrt(Channels);
        return (fits + asked.select(1, Channels)).transpose(-2, -1);
    }
}
