using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// Where names are, told at a glance: the words of a name against each cell of the quarter grid, without a conversation. It costs next to nothing, so
/// that every step teaches the encoder all names of every image, those that its conversation is not about too.
/// </summary>
internal sealed class NameGlance : nn.Module<Tensor, ImageFeatures, Tensor>
{
    private const int Channels = ImageEncoder.PlaceChannels;
    private const double Rareness = -4; // most cells are not a name's place

    private readonly nn.Module<Tensor, Tensor> _names, _cells, _position;

    public NameGlance(int width)
        : base(nameof(NameGlance))
    {
        _names = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, Channels + 1));
        _cells = nn.Sequential(nn.GELU(), nn.Linear(Channels, Channels), nn.GELU());
        _position = nn.Linear(Coordinates.Features, Channels);
        RegisterComponents();
    }

    /// <param name="names">[names, width]: the means of their words</param>
    /// <param name="image">the batch's maps</param>
    /// <returns>[batch, names, cells] logits</returns>
    public override Tensor forward(Tensor names, ImageFeatures image)
    {
        var cells = _cells.call(image.Places.flatten(2).transpose(1, 2) + _position.call(Coordinates.Fourier(image.Places)));
        var asked = _names.call(names);
        var fits = cells.matmul(asked.slice(1, 0, Channels, 1).t()) / Math.Sqrt(Channels);
        return (fits + asked.select(1, Channels) + Rareness).transpose(1, 2);
    }
}
