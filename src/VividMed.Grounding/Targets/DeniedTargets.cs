using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Targets;

/// <summary>
/// What a report denies of now and a detector can show. A detector looks for all its classes at once, so that holding a denial against it
/// costs nothing; a segmenter is never asked for what the report denies.
/// </summary>
public static class DeniedTargets
{
    /// <summary>The ids under which the detector reports them.</summary>
    public static IReadOnlySet<string> OnRadiograph(TaggedReport report, TargetTaxonomy taxonomy) =>
        report.Findings
            .Where(static finding => finding is { Kind: FindingKind.Abnormality, Polarity: Polarity.Absent, Temporality: Temporality.Current })
            .Select(finding => LocalizerNames.Detector(taxonomy, finding.Target))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
}
