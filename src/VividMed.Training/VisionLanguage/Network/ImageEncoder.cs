using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// A U-Net (Ronneberger et al. 2015) over radiographs and volumes alike: three halvings down, and steps back up that bring context to the finer
/// maps, and once more down to the quarter grid, which so knows what is too small for it (path aggregation, Liu et al. 2018). The language looks at the
/// same features as the heads, which makes both learn faster.
/// </summary>
internal sealed class ImageEncoder : nn.Module<Tensor, ImageFeatures>
{
    public const int PlaceChannels = 64;
    public const int HalfChannels = 32;
    public const int OutlineChannels = 16;

    /// <summary>Means and peaks of what a voxel covers.</summary>
    private const int ImageChannels = 2;

    private const int WholeChannels = 16;


    private readonly nn.Module<Tensor, Tensor> _whole, _half, _quarter, _eighth, _refine, _toQuarterAgain;
    private readonly UpwardStep _toQuarter, _toHalf;
    private readonly nn.Module<Tensor, Tensor> _halfOutlines, _wholeOutlines, _places, _position;

    /// <param name="detail">how many voxels of what is seen a cell of the grid has along each axis: the first convolution joins them</param>
    public ImageEncoder(int width, int detail)
        : base(nameof(ImageEncoder))
    {
        _whole = new DepthAdaptiveConvolution(ImageChannels, WholeChannels, detail);
        _half = new DepthAdaptiveConvolution(WholeChannels, HalfChannels, 2);
        _quarter = new DepthAdaptiveConvolution(HalfChannels, PlaceChannels, 2);
        _eighth = new DepthAdaptiveConvolution(PlaceChannels, width, 2);
        _refine = new DepthAdaptiveConvolution(width, width, 1);
        _toQuarter = new UpwardStep(width, PlaceChannels);
        _toHalf = new UpwardStep(PlaceChannels, HalfChannels);
        _toQuarterAgain = new DepthAdaptiveConvolution(HalfChannels, PlaceChannels, 2);
        _halfOutlines = nn.Conv3d(HalfChannels, OutlineChannels, 1);
        _wholeOutlines = nn.Conv3d(WholeChannels, OutlineChannels, 1);
        _places = nn.Linear(PlaceChannels, width);
        _position = nn.Linear(Coordinates.Features, width);
        RegisterComponents();
    }

    /// <param name="input">[batch, 2, depth, height, width] of what is seen, 0 to 1: means and peaks</param>
    public override ImageFeatures forward(Tensor input)
    {
        var whole = _whole.call(input - 0.5);
        var half = _half.call(whole);
        var quarter = _quarter.call(half);
        var eighth = _eighth.call(quarter);
        eighth = eighth + _refine.call(eighth);
        var places = _toQuarter.call(eighth, quarter);
        var halves = _toHalf.call(places, half);
        places = places + _toQuarterAgain.call(halves);
        return new ImageFeatures(Tokens(places), places, halves, Outlines(_halfOutlines.call(halves), whole));
    }

    /// <summary>
    /// A radiograph's half grid is fine enough. Of a volume thin structures would be gone on it: what is seen in the whole one is added, and the network of
    /// each phrase joins the two, since a convolution over all of it would cost as much as the rest of the encoder.
    /// </summary>
    private Tensor Outlines(Tensor half, Tensor whole) => whole.shape[2] == 1
        ? half
        : _wholeOutlines.call(whole) + nn.functional.interpolate(half, whole.shape[2..], mode: InterpolationMode.Trilinear, align_corners: false);

    private Tensor Tokens(Tensor places) =>
        _places.call(places.flatten(2).transpose(1, 2)) + _position.call(Coordinates.Fourier(places));
}

/// <summary>
/// What the encoder sees: Tokens [batch, places, width] at a quarter of the grid for the language, and maps
/// [batch, channels, depth, height, width] for the heads: Places at a quarter of the grid too, Halves at half of it, Outlines on the grid of masks
/// (<see cref="Data.ImageGrid.Outline"/>).
/// </summary>
internal sealed record ImageFeatures(Tensor Tokens, Tensor Places, Tensor Halves, Tensor Outlines);
