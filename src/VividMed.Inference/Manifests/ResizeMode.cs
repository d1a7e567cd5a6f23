namespace VividMed.Inference;

/// <summary>How a radiograph is brought to the tensor's width and height.</summary>
public enum ResizeMode
{
    /// <summary>The largest size that fits, aspect kept; the rest is padded. With padding on both sides it is what YOLO calls a letterbox.</summary>
    Longest,

    /// <summary>The short side becomes ShortSide unless the other would no longer fit, aspect kept; the rest is padded.</summary>
    Shortest,

    /// <summary>Both sides become the tensor's; nothing is padded.</summary>
    Squash,
}
