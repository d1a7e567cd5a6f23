using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>What a layer adds begins small, so that words are heard through all of them.</summary>
internal static class Quiet
{
    private const double Share = 0.5;

    public static void Begin(nn.Module added)
    {
        using var still = no_grad();
        var last = added.parameters().Where(static weight => weight.dim() > 1).Last();
        last.mul_(Share);
    }
}
