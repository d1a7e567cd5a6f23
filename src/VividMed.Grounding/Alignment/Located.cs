using VividMed.Imaging;

namespace VividMed.Grounding;

/// <summary>A candidate, or the parts of it that suit a phrase. Key is the same for the same parts of the same candidate.</summary>
internal sealed record Located(Candidate Candidate, Box Box, RunLengthMask? Mask, string Key, List<string> Checks);
