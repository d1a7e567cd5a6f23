using VividMed.Datasets;
using VividMed.Evaluation.Annotations;
using VividMed.Grounding;
using VividMed.Phantoms.Writing;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Grounding;

/// <summary>Where the truth of samples comes from: a phantom dataset, MS-CXR, PadChest-GR, or gold lines of one's own.</summary>
public sealed class GroundTruth
{
    private readonly Func<Sample, ReferenceStudy?> _find;

    private GroundTruth(Func<Sample, ReferenceStudy?> find) => _find = find;

    /// <summary>
    /// Tells the kind by the path: a folder or truth.json (phantoms), .csv (MS-CXR), .json (PadChest-GR), .jsonl (gold lines).
    /// </summary>
    /// <exception cref="DatasetException">The file is missing or not of its kind.</exception>
    public static GroundTruth Load(string path, TargetTaxonomy taxonomy)
    {
        if (Directory.Exists(path) || Path.GetFileName(path).Equals(PhantomTruth.FileName, StringComparison.OrdinalIgnoreCase))
        {
            return OfPhantoms(PhantomTruth.Load(path));
        }

        if (path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase))
        {
            return OfAnnotations(MsCxrAnnotations.Read(path), taxonomy);
        }

        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return OfAnnotations(PadChestGrAnnotations.Read(path), taxonomy);
        if (path.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)) return GoldLines(path, taxonomy);
        throw new DatasetException("unknown-truth", $"{path} is no truth: give a phantom dataset's folder, MS-CXR's .csv, PadChest-GR's .json, or gold lines (.jsonl)");
    }

    /// <summary>The truth of a sample's study; null where there is none.</summary>
    public ReferenceStudy? Of(Sample sample) => _find(sample);

    /// <summary>By dataset and study id. Complete: a region on a phrase that it does not list is judged too.</summary>
    public static GroundTruth OfPhantoms(PhantomTruth truth)
    {
        var studies = truth.Studies.ToDictionary(static study => (study.Dataset, study.Study));
        return new GroundTruth(
            sample => studies.TryGetValue((sample.Dataset, sample.Study), out var study) ? PhantomTruthStudies.Of(study) : null);
    }

    /// <summary>By study id. Not complete: readers tied some phrases to boxes and passed over others.</summary>
    public static GroundTruth OfAnnotations(IEnumerable<BoxAnnotation> annotations, TargetTaxonomy taxonomy)
    {
        var studies = annotations.ToLookup(static annotation => annotation.Study, StringComparer.Ordinal);
        return new GroundTruth(
            sample => studies[sample.Study].ToList() is { Count: > 0 } own ? AnnotatedStudies.Of(sample, own, taxonomy) : null);
    }

    private static GroundTruth GoldLines(string path, TargetTaxonomy taxonomy)
    {
        var studies = GoldLine.Read(path, taxonomy).ToLookup(static line => line.Study, StringComparer.Ordinal);
        return new GroundTruth(sample => studies[sample.Study].ToList() is { Count: > 0 } own
            ? new ReferenceStudy(sample.Study, [.. own.Select(line => line.ToMention(taxonomy))], [], IsComplete: false)
            : null);
    }
}
