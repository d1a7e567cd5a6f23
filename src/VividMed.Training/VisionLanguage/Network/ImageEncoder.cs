using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>Three halving stages down, and two steps back up that bring context to the finer maps.</summary>
internal sealed class ImageEncoder : nn.Module<Tensor, ImageFeatures>
{
    public const int PlaceChannels = 48;
    public const int OutlineChannels = 32;

    private const int FineChannels = 16;
    private const int MiddleChannels = 32;

    private readonly nn.Module<Tensor, Tensor> _fine, _middle, _coarse, _refine, _toPlaces, _middleToPlaces, _toOutlines, _fineToOutlines,
        _position;

    public ImageEncoder(int width)
        : base(nameof(ImageEncoder))
    {
        _fine = new DepthAdaptiveConvolution(1, FineChannels, 2);
        _middle = new DepthAdaptiveConvolution(FineChannels, MiddleChannels, 2);
        _coarse = new DepthAdaptiveConvolution(MiddleChannels, width, 2);
        _refine = new DepthAdaptiveConvolution(width, width, 1);
        _toPlaces = nn.Conv3d(width, PlaceChannels, 1);
        _middleToPlaces = nn.Conv3d(MiddleChannels, PlaceChannels, 1);
        _toOutlines = nn.Conv3d(PlaceChannels, OutlineChannels, 1);
        _fineToOutlines = new DepthAdaptiveConvolution(FineChannels, OutlineChannels, 1);
        _position = nn.Linear(Coordinates.Features, width);
        RegisterComponents();
    }

    /// <param name="input">[batch, 1, depth, height, width], 0 to 1</param>
    public override ImageFeatures forward(Tensor input)
    {
        var fine = _fine.call(input - 0.5);
        var middle = _middle.call(fine);
        var coarse = _coarse.call(middle);
        coarse = coarse + _refine.call(coarse);
        var places = nn.functional.gelu(Grow(_toPlaces.call(coarse), middle) + _middleToPlaces.call(middle));
        var outlines = Grow(_toOutlines.call(places), fine) + _fineToOutlines.call(fine);
        var tokens = coarse.flatten(2).transpose(1, 2) + _position.call(Coordinates.Fourier(coarse));
        return new ImageFeatures(tokens, places, outlines);
    }

    private static Tensor Grow(Tensor map, Tensor to) =>
        nn.functional.interpolate(map, to.shape[2..], mode: InterpolationMode.Trilinear, align_corners: false);
}

/// <summary>
/// What the encoder sees: Tokens [batch, places, width] at an eighth of the grid for the language, and maps
/// [batch, channels, depth, height, width] for the heads: Places at a quarter, Outlines at a half of the grid.
/// </summary>
internal sealed record ImageFeatures(Tensor Tokens, Tensor Places, Tensor Outlines);
