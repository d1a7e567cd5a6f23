using VividMed.Grounding.Anatomy;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Targets;

/// <summary>
/// Which targets a report asks of the models: only what it states as present now, so that no device time goes to the rest.
/// </summary>
public static class LocalizationTargets
{
    /// <summary>
    /// The distinct targets in the order of the report. Radiograph: the detector's targets; with <paramref name="radiographAnatomy"/> the
    /// anatomy named too, what stands for findings that no detector class shows, and lungs and heart, against which places are checked. CT and MR:
    /// the segmenter's prompts by target and side, the lungs or the hemispheres for findings that are checked against them, and for a finding that has no
    /// prompt the anatomy that contains it.
    /// </summary>
    public static IReadOnlyList<LocalizationTarget> For(
        TaggedReport report, TargetTaxonomy taxonomy, Modality modality, bool radiographAnatomy = false)
    {
        var targets = new OrderedDictionary<LocalizationTarget, bool>();
        foreach (var finding in report.Findings)
        {
            if (finding is not { Polarity: Polarity.Present, Temporality: Temporality.Current }) continue;
            foreach (var target in modality.IsVolume() ? InVolume(finding, taxonomy) : OnRadiograph(finding, taxonomy, radiographAnatomy)) targets.TryAdd(target, value: true);
        }

        if (radiographAnatomy && modality == Modality.Cxr && targets.Count > 0)
        {
            foreach (var target in (LocalizationTarget[])[.. Lungs, new(Thorax.HeartId, Side.None)]) targets.TryAdd(target, value: true);
        }

        return [.. targets.Keys];
    }

    private static LocalizationTarget[] Lungs { get; } = [new(Thorax.Lung, Side.Left), new(Thorax.Lung, Side.Right)];

    /// <summary>What lies on both sides of the midline, which it tells.</summary>
    private static LocalizationTarget[] Halves { get; } = [.. Lungs, new(Thorax.Hemisphere, Side.Left), new(Thorax.Hemisphere, Side.Right)];

    private static IEnumerable<LocalizationTarget> OnRadiograph(Finding finding, TargetTaxonomy taxonomy, bool anatomy)
    {
        if (LocalizerNames.Detector(taxonomy, finding.Target) is { } target) return [new(target, Side.None)];
        if (!anatomy) return [];
        return finding.Kind == FindingKind.Anatomy
            ? Split(finding.Side).Select(side => new LocalizationTarget(finding.Target, side))
            : LocalizerNames.Containers(taxonomy, finding).SelectMany(
                container => Split(finding.Side).Select(side => new LocalizationTarget(container.Id, side)));
    }

    private static IEnumerable<LocalizationTarget> InVolume(Finding finding, TargetTaxonomy taxonomy)
    {
        if (LocalizerNames.Segmenter(taxonomy, finding.Target) is { } direct)
        {
            foreach (var target in Prompted(direct, finding.Side)) yield return target;
            if (finding.Kind == FindingKind.Abnormality && direct.Plausibility?.Anatomy is { } places)
            {
                foreach (var half in Halves.Where(half => places.Contains(half.Target, StringComparer.Ordinal))) yield return half;
            }

            if (finding.Kind == FindingKind.Anatomy || finding.Location is null) yield break;
        }

        if (finding.Kind == FindingKind.Abnormality && LocalizerNames.Container(taxonomy, finding) is { } container)
        {
            foreach (var target in Prompted(container, finding.Side)) yield return target;
        }
    }

    /// <summary>The prompts that serve a side: its own, else the unsided one, else every side there is.</summary>
    private static IEnumerable<LocalizationTarget> Prompted(Target target, Side side)
    {
        var prompts = target.SegmenterPrompts!;
        var own = Split(side).Where(part => part != Side.None && prompts.For(part) is not null).ToList();
        if (own.Count == 0 && prompts.None is not null) own.Add(Side.None);
        if (own.Count == 0) own.AddRange(((Side[])[Side.Left, Side.Right]).Where(part => prompts.For(part) is not null));
        return own.Select(part => new LocalizationTarget(target.Id, part));
    }

    private static Side[] Split(Side side) => side == Side.Both ? [Side.Left, Side.Right] : [side];
}

/// <summary>What to ask a model for: a taxonomy id and a side, None for a model that knows no sides.</summary>
public readonly record struct LocalizationTarget(string Target, Side Side);
