using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;

namespace VividMed.Grounding.Alignment;

/// <summary>A candidate, or the parts of it that suit a phrase. Key is the same for the same parts of the same candidate.</summary>
internal sealed record RegionProposal(Candidate Candidate, Box Box, RunLengthMask? Mask, string Key, List<string> Checks)
{
    public static RegionProposal Whole(Candidate candidate, string key) => new(candidate, candidate.Box, candidate.Mask, key, []);

    /// <summary>Notes the outcome of a check; null, not decided, leaves none.</summary>
    public void Add(string check, bool? passed)
    {
        if (passed is not null) Checks.Add(Grounding.Alignment.Checks.Outcome(check, passed));
    }

    /// <summary>Notes the outcome of a check in place of any that it had.</summary>
    public void Replace(string check, bool? passed)
    {
        Checks.RemoveAll(known => known.StartsWith(check + "=", StringComparison.Ordinal));
        Checks.Add(Grounding.Alignment.Checks.Outcome(check, passed));
    }
}
