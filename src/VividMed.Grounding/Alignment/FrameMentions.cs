using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Alignment;

/// <summary>What else a report says of the very finding that a mention names, on the same side and as surely there.</summary>
internal static class FrameMentions
{
    /// <summary>The other mentions of the finding, in the report's order.</summary>
    public static IReadOnlyList<Finding> Of(TargetTaxonomy taxonomy, TaggedReport report, Finding finding)
    {
        if (finding.Kind == FindingKind.Anatomy) return [];
        return [.. report.Findings.Where(other => other != finding && IsSame(taxonomy, other, finding))];
    }

    /// <summary>The names are compared too: who tags without frames gives all findings one number.</summary>
    private static bool IsSame(TargetTaxonomy taxonomy, Finding other, Finding finding) =>
        other.Frame == finding.Frame
        && other.Kind == finding.Kind
        && other.Side == finding.Side
        && other.Polarity == finding.Polarity
        && other.Temporality == finding.Temporality
        && (taxonomy.IsA(other.Target, finding.Target) || taxonomy.IsA(finding.Target, other.Target));
}
