namespace VividMed.Training.VisionLanguage;

/// <summary>Where a phrase's closing sign stands among the tokens, and the regions (indices of the sample) that it names; none: nothing to find.</summary>
internal sealed record GroundedPhrase(int Position, IReadOnlyList<int> Regions);
