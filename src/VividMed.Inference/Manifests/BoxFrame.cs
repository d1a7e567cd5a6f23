namespace VividMed.Inference;

/// <summary>What the coordinates of a box are relative to.</summary>
public enum BoxFrame
{
    /// <summary>The padded square that the model sees.</summary>
    Padded,

    /// <summary>The resized image without its padding.</summary>
    Unpadded,

    /// <summary>The original image; only for <see cref="DetectionFormat.Decoded"/>, in pixels.</summary>
    Original,
}
