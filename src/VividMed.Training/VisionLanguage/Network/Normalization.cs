using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// Normalizing layers that begin as the identity. TorchSharp 0.107 leaves GroupNorm's scale and shift as raw memory, so both are set here.
/// </summary>
internal static class Normalization
{
    public const int Groups = 4;

    public static nn.Module<Tensor, Tensor> Group(int channels)
    {
        var layer = nn.GroupNorm(Groups, channels);
        nn.init.ones_(layer.weight);
        nn.init.zeros_(layer.bias);
        return layer;
    }

    public static nn.Module<Tensor, Tensor> Layer(int width)
    {
        var layer = nn.LayerNorm(width);
        nn.init.ones_(layer.weight);
        nn.init.zeros_(layer.bias);
        return layer;
    }
}
