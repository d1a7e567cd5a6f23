using VividMed.Reports;

namespace VividMed.Grounding;

/// <summary>Which target's regions serve a finding: models know fewer names than reports do (a mass and a nodule are one detector class).</summary>
internal static class LocalizerNames
{
    /// <summary>The id under which the detector reports the target, null where no class shows it.</summary>
    public static string? Detector(Taxonomy taxonomy, string id) =>
        taxonomy.Find(id) is { DetectorClasses: [var name, ..] } ? taxonomy.FindByDetectorClass(name)?.Id : null;

    /// <summary>The target whose prompts outline this one, null where no prompt does.</summary>
    public static Target? Segmenter(Taxonomy taxonomy, string id)
    {
        if (taxonomy.Find(id) is not { SegmenterPrompts: { } prompts } target) return null;
        return target.Kind == FindingKind.Anatomy ? target : taxonomy.Targets.First(other => other.SegmenterPrompts == prompts);
    }

    /// <summary>The anatomy that stands for a finding: the stated place, else the usual one; where no prompt outlines it, its nearest parent that has one.</summary>
    public static Target? Container(Taxonomy taxonomy, Finding finding) =>
        Outlined(taxonomy, finding.Location) ?? Outlined(taxonomy, taxonomy.Find(finding.Target)?.ContainerAnatomy);

    private static Target? Outlined(Taxonomy taxonomy, string? id)
    {
        if (id is null || taxonomy.Find(id) is not { } target) return null;
        return target.SegmenterPrompts is not null ? target : target.Parents.Select(parent => Outlined(taxonomy, parent)).FirstOrDefault(static parent => parent is not null);
    }
}
