using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Phantoms.Writing;
using VividMed.Shards.Pictures;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Evaluators;

namespace VividMed.Training.Experiments.Changes;

/// <summary>
/// Regions as the phantoms were drawn, in place of those that models found: of each phrase those of its target, on its side where it names one. A study
/// that is not among the phantoms stays as it is.
/// </summary>
internal sealed class TruthRegions(PhantomTruth truth) : ITrainingChange
{
    private readonly Dictionary<string, PhantomTruthImage> _images = truth.Studies
        .SelectMany(static study => study.Images)
        .Where(static image => image.Sha256.Length > 0)
        .DistinctBy(static image => image.Sha256)
        .ToDictionary(static image => image.Sha256, StringComparer.Ordinal);

    public IReadOnlyList<TrainingStudy> Apply(IReadOnlyList<TrainingStudy> studies, SeededRandom random) => [.. studies.Select(Apply)];

    public bool Knows(TrainingStudy study) => _images.ContainsKey(study.Sample.Images[SamplePicture.Busiest(study.Sample)].SourceSha256);

    public TrainingStudy Apply(TrainingStudy study)
    {
        var main = SamplePicture.Busiest(study.Sample);
        if (!_images.TryGetValue(study.Sample.Images[main].SourceSha256, out var image)) return study;
        var known = image.Findings.Select(static region => (Region: region, Kind: FindingKind.Abnormality))
            .Concat(image.Anatomy.Select(static region => (Region: region, Kind: FindingKind.Anatomy)))
            .ToList();
        var (regions, stored) = (new Dictionary<int, RegionTarget>(), study.Sample.Regions.ToList());
        var indices = new Dictionary<int, int>();
        var phrases = study.Sample.Phrases.Select(phrase => !StudyQuestions.IsAsserted(phrase)
            ? phrase
            : phrase with { Regions = [.. Enumerable.Range(0, known.Count).Where(at => Suits(phrase, known[at].Region)).Select(IndexOf)] }).ToList();
        return study with { Sample = study.Sample with { Phrases = phrases, Regions = stored }, Regions = regions };

        int IndexOf(int at)
        {
            if (indices.TryGetValue(at, out var index)) return index;
            var (region, kind) = known[at];
            indices[at] = index = stored.Count;
            var hasMask = kind == FindingKind.Anatomy || study.Sample.Modality.IsVolume();
            stored.Add(new Region(
                main, hasMask ? RegionShape.Mask : RegionShape.Box, region.Target, kind, region.ToBox(), null, 1, "truth", Grade.A, []));
            regions[index] = Target(region.ToBox(), hasMask ? region.Mask : null, study.Sample.Images[main], study.Grid);
            return index;
        }
    }

    private static bool Suits(Phrase phrase, PhantomTruthRegion region) =>
        region.Target == phrase.Target && (phrase.Side is not (Side.Left or Side.Right) || region.Side == phrase.Side);

    private static RegionTarget Target(Box box, RunLengthMask? mask, SampleImage image, ImageGrid grid) => new(
        [
            (float)(box.CenterX / image.Width), (float)(box.CenterY / image.Height), (float)(box.CenterZ / image.Depth),
            (float)((box.X1 - box.X0) / image.Width), (float)((box.Y1 - box.Y0) / image.Height), (float)((box.Z1 - box.Z0) / image.Depth),
        ],
        mask is null ? null : GridResampler.Resize(mask.Decode(), grid.Outline));
}
