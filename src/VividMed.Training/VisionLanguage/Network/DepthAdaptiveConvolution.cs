using VividMed.Training.Torch;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// A 3 x 3 x 3 convolution that also takes a single slice: its kernel is then summed over depth, so that one set of weights
/// serves radiographs and volumes (as VividMed, arXiv 2410.12694, adapts its patch embedding). Channels are normalized in groups.
/// </summary>
internal sealed class DepthAdaptiveConvolution : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.Parameter _weight;
    private readonly nn.Module<Tensor, Tensor> _normalise;
    private readonly int _stride;

    public DepthAdaptiveConvolution(int from, int to, int stride)
        : base(nameof(DepthAdaptiveConvolution))
    {
        ExactConvolutions.Require(from, to, kernel: 3, stride);
        _stride = stride;
        _weight = new TorchSharp.Modules.Parameter(randn(new long[] { to, from, 3, 3, 3 }) * Math.Sqrt(2.0 / (from * 27)));
        _normalise = Normalization.Group(to);
        RegisterComponents();
    }

    /// <summary>Along every axis; along the depth of a single slice it is 1.</summary>
    public int Stride => _stride;

    /// <param name="input">[batch, channels, depth, height, width]</param>
    public override Tensor forward(Tensor input)
    {
        var flat = input.shape[2] == 1;
        var kernel = flat ? _weight.sum(2, keepdim: true) : _weight;
        long[] stride = [flat ? 1 : _stride, _stride, _stride];
        long[] padding = [flat ? 0 : 1, 1, 1];
        return nn.functional.gelu(_normalise.call(nn.functional.conv3d(input, kernel, null, stride, padding)));
    }
}
