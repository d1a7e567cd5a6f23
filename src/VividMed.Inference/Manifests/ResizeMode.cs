namespace VividMed.Inference;

/// <summary>How a radiograph is brought to the square that a detector takes.</summary>
public enum ResizeMode
{
    /// <summary>The longest side becomes Size, the aspect is kept, the rest is padded at the right and at the bottom.</summary>
    Longest,

    /// <summary>Both sides become Size.</summary>
    Squash,
}
