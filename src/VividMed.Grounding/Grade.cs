namespace VividMed.Grounding;

/// <summary>A: localised directly, over the threshold, every check passed. B: container anatomy for a finding that no model can outline. C: anything weaker.</summary>
public enum Grade
{
    A,
    B,
    C,
}
