using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>A coarser map, grown to a finer one and joined with it.</summary>
internal sealed class UpwardStep : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _fromCoarse, _join;

    public UpwardStep(int coarse, int fine)
        : base(nameof(UpwardStep))
    {
        _fromCoarse = nn.Conv3d(coarse, fine, 1);
        _join = new DepthAdaptiveConvolution(fine, fine, 1);
        RegisterComponents();
    }

    /// <param name="coarse">[batch, coarse channels, depth, height, width]</param>
    /// <param name="fine">[batch, fine channels, ...], of twice the size; a single slice stays one</param>
    public override Tensor forward(Tensor coarse, Tensor fine)
    {
        var grown = nn.functional.interpolate(_fromCoarse.call(coarse), fine.shape[2..], mode: InterpolationMode.Trilinear, align_corners: false);
        return fine + _join.call(fine + grown);
    }
}
