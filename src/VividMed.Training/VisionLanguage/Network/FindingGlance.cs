using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// Where findings are, told at a glance: the words of a finding's name against each cell of the half grid, without a conversation. It costs next to
/// nothing, so that every step teaches the encoder all findings of every image, those too that its conversation is not about.
/// </summary>
internal sealed class FindingGlance : nn.Module<Tensor, ImageFeatures, Tensor>
{
    public const int Channels = 64;
    public const double Rareness = -4; // most cells are not a finding's place

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
    public override Tensor forward(Tensor names, ImageFeatures image)
    {
        var cells = nn.functional.gelu(_cells.call(image.Halves.flatten(2).transpose(1, 2)) + _position.call(Coordinates.Fourier(image.Halves)));
        var asked = _names.call(names);
        var fits = cells.matmul(asked.slice(1, 0, Channels, 1).t()) / Math.Sqrt(Channels);
        return (fits + asked.select(1, Channels) + Rareness).transpose(1, 2);
    }
}
