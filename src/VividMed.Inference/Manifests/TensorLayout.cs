namespace VividMed.Inference.Manifests;

/// <summary>Where a tensor has its channels or classes; null in a manifest stands for <see cref="ChannelsFirst"/>.</summary>
public enum TensorLayout
{
    /// <summary>[B, C, H, W] or [B, C, window], as PyTorch exports.</summary>
    ChannelsFirst,

    /// <summary>[B, H, W, C] or [B, window, C], as TensorFlow and Keras export.</summary>
    ChannelsLast,
}
