using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Targets;

/// <summary>
/// Which target's regions serve a finding: models know fewer names than reports do (a mass and a nodule are one detector class).
/// </summary>
internal static class LocalizerNames
{
    /// <summary>The id under which the detector reports the target, null where no class shows it.</summary>
    public static string? Detector(TargetTaxonomy taxonomy, string id) =>
        taxonomy.Find(id) is { DetectorClasses: [var name, ..] } ? taxonomy.FindByDetectorClass(name)?.Id : null;

    /// <summary>The target whose prompts outline this one, null where no prompt does.</summary>
    public static Target? Segmenter(TargetTaxonomy taxonomy, string id)
    {
        if (taxonomy.Find(id) is not { SegmenterPrompts: { } prompts } target) return null;
        return target.Kind == FindingKind.Anatomy ? target : taxonomy.Targets.First(other => other.SegmenterPrompts == prompts);
    }

    /// <summary>
    /// The anatomy that stands for a finding in CT: the stated place, else the usual one; where no prompt outlines it, its nearest parent
    /// that has one.
    /// </summary>
    public static Target? Container(TargetTaxonomy taxonomy, Finding finding) =>
        Containers(taxonomy, finding).FirstOrDefault(static target => target.SegmenterPrompts is not null);

    /// <summary>What may stand for a finding, the nearest first: the stated place and what it is part of, then the usual place.</summary>
    public static IEnumerable<Target> Containers(TargetTaxonomy taxonomy, Finding finding) =>
        [.. Upwards(taxonomy, finding.Location), .. Upwards(taxonomy, taxonomy.Find(finding.Target)?.ContainerAnatomy)];

    /// <summary>The outlined anatomy nearest to a stated place.</summary>
    public static Target? Outlined(TargetTaxonomy taxonomy, string? id) =>
        Upwards(taxonomy, id).FirstOrDefault(static target => target.SegmenterPrompts is not null);

    private static IEnumerable<Target> Upwards(TargetTaxonomy taxonomy, string? id) =>
        id is null || taxonomy.Find(id) is not { } target
            ? []
            : [target, .. target.Parents.SelectMany(parent => Upwards(taxonomy, parent))];
}
