using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.Phantoms.Writing;
using VividMed.Reports;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Grounding;

/// <summary>
/// Grounds the reports of a phantom dataset over its true regions instead of what models find: shows how good the alignment is by itself.
/// </summary>
public sealed class AlignerTrial(TargetTaxonomy taxonomy, ReportLanguage language)
{
    private readonly ReportTaggers _taggers = new(taxonomy, language);
    private readonly Grounder _grounder = new(taxonomy, new GroundingOptions());

    /// <summary>Scores every study of both datasets below <paramref name="root"/> that takes part and has a truth.</summary>
    public async Task<IReadOnlyList<StudyScore>> RunAsync(string root, PhantomTruth truth, CancellationToken cancellationToken)
    {
        var scores = new List<StudyScore>();
        foreach (var studies in truth.Studies.GroupBy(static study => study.Dataset, StringComparer.Ordinal))
        {
            var known = studies.ToDictionary(static study => study.Study, StringComparer.Ordinal);
            var dataset = DatasetFactory.Open(studies.Key, Path.Combine(root, studies.Key));
            await foreach (var study in dataset.ListStudiesAsync(cancellationToken: cancellationToken))
            {
                if (study.Exclusion is not null || !known.TryGetValue(study.Id, out var own)) continue;
                var images = study.Images.Select((image, index) => Describe(dataset, study, image, index)).ToList();
                scores.Add(Score(study, await dataset.ReadReportAsync(study, cancellationToken), images, PhantomTruthStudies.Of(own)));
            }
        }

        return scores;
    }

    private StudyScore Score(Study study, string text, IReadOnlyList<SampleImage> images, ReferenceStudy truth)
    {
        var (modality, style) = (study.Modality, ReportStyles.For(study.Modality));
        var report = _taggers.For(modality).Tag(text, style);
        var candidates = ReferenceCandidates.Of(truth, images, taxonomy, modality);
        var result = _grounder.Ground(new GroundingStudy(study.Id, modality, report, images, candidates));
        var sample = new Sample(
            study.Id, "", study.Split, study.Patient, study.Id, modality, images, new SampleReport(report.Text, []), result.Phrases,
            result.Regions, result.Questions,
            new Provenance(new Dictionary<string, string>(), taxonomy.Digest, "", Recipe: ""));
        return GroundingScorer.Score(sample, truth);
    }

    private static SampleImage Describe(IDataset dataset, Study study, StudyImage image, int index)
    {
        using var file = dataset.OpenImage(image);
        if (study.Modality.IsVolume())
        {
            var volume = VolumeReader.Read(file, image, study.Modality);
            var (dx, dy, dz) = volume.VoxelToWorld.Spacing;
            return new SampleImage(
                $"{study.Id}.{index}", volume.Width, volume.Height, volume.Depth, [dx, dy, dz], volume.VoxelToWorld, image.View, "");
        }

        var radiograph = RadiographRendering.Render(DicomFile.Read(file).DecodeImage());
        return new SampleImage($"{study.Id}.{index}", radiograph.Width, radiograph.Height, 1, null, null, image.View, "");
    }
}
