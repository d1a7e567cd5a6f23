using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>Rows of several heads.</summary>
internal static class AttentionHeads
{
    /// <summary>[batch, length, width] as [batch, heads, length, width / heads].</summary>
    public static Tensor Split(Tensor rows, int heads) => rows.view(rows.shape[0], rows.shape[1], heads, -1).transpose(1, 2);
}
