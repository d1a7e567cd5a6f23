namespace VividMed.Grounding;

/// <summary>The level of the lung that a phrase states.</summary>
internal enum Zone
{
    None,
    Upper,
    Middle,
    Lower,
}
