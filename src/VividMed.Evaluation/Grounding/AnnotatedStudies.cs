using System.Text.RegularExpressions;
using VividMed.Evaluation.Annotations;
using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Grounding;

/// <summary>
/// The truth of a study from phrases that readers tied to boxes. It is not complete: readers chose some phrases of some images.
/// </summary>
internal static partial class AnnotatedStudies
{
    public static ReferenceStudy Of(Sample sample, IReadOnlyList<BoxAnnotation> annotations, TargetTaxonomy taxonomy)
    {
        var mentions = new List<ReferenceMention>();
        foreach (var annotation in annotations)
        {
            if (ImageOf(sample, annotation) is not { } image) continue;
            foreach (var target in annotation.Labels.Select(label => TargetOf(label, taxonomy)).OfType<Target>().DistinctBy(static target => target.Id))
            {
                mentions.Add(Mention(annotation, target, image, sample.Images[image]));
            }
        }

        return new ReferenceStudy(sample.Study, mentions, [], IsComplete: false);
    }

    /// <summary>The target of an annotator's label: by id, detector class, synonym, or the CheXpert label's main target.</summary>
    public static Target? TargetOf(string label, TargetTaxonomy taxonomy)
    {
        var name = label.Trim();
        return taxonomy.Find(name.ToLowerInvariant())
            ?? taxonomy.FindByDetectorClass(name)
            ?? taxonomy.Targets.FirstOrDefault(target => target.Synonyms.Contains(name, StringComparer.OrdinalIgnoreCase))
            ?? taxonomy.Targets.FirstOrDefault(target => string.Equals(target.Chexpert14, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// Samples do not keep the images' own ids: of several images the one of the annotated size is meant; null where none or more than one
    /// has it.
    /// </summary>
    private static int? ImageOf(Sample sample, BoxAnnotation annotation)
    {
        if (sample.Images.Count == 1) return 0;
        if (annotation.Size is not { } size) return null;
        var fitting = Enumerable.Range(0, sample.Images.Count)
            .Where(index => (sample.Images[index].Width, sample.Images[index].Height) == size)
            .ToList();
        return fitting is [var only] ? only : null;
    }

    private static ReferenceMention Mention(BoxAnnotation annotation, Target target, int image, SampleImage facts)
    {
        var side = target.Sideable ? SideIn(annotation.Text) : Side.None;
        var regions = annotation.BoxesIn(facts.Width, facts.Height).Select(
            box => new ReferenceRegion(image, target.Id, target.Kind, side, Location: null, box, Mask: null));
        return new ReferenceMention(
            target.Id, target.Kind, side, annotation.IsPresent ? Polarity.Present : Polarity.Absent, Historical: false, [.. regions]);
    }

    private static Side SideIn(string text)
    {
        var (left, right) = (LeftWord().IsMatch(text), RightWord().IsMatch(text));
        return BothWord().IsMatch(text) || (left && right) ? Side.Both : left ? Side.Left : right ? Side.Right : Side.None;
    }

    [GeneratedRegex(@"\b(left|lt)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeftWord();

    [GeneratedRegex(@"\b(right|rt)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RightWord();

    [GeneratedRegex(@"\b(bilateral(ly)?|both|bibasilar|bibasal|biapical)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BothWord();
}
