using System.Collections.Immutable;
using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Imaging.Fingerprints;
using VividMed.Localization;
using VividMed.Shards.Buckets;
using VividMed.Shards.Duplicates;
using VividMed.Workflows.Ground;
using VividMed.Workflows.Localize;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Resources;
using VividMed.Workflows.Tag;

namespace VividMed.Workflows.Write;

/// <summary>What the stages before the last one left of a partition.</summary>
internal sealed record PartitionStages(
    PartitionWork Work,
    IReadOnlyDictionary<string, TaggedStudy> Tagged,
    IReadOnlyList<LocalizedStudy> Localized,
    LocalizedSources Sources,
    IReadOnlyDictionary<string, string> Models,
    IReadOnlyList<Sample> Samples,
    IReadOnlyList<QuarantinedStudy> Quarantine)
{
    /// <summary>The questions of studies that reviewers corrected, as they were before.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<QuestionAnswer>> Unreviewed { get; private init; } =
        ImmutableDictionary<string, IReadOnlyList<QuestionAnswer>>.Empty;

    public static async Task<PartitionStages> ReadAsync(RunFolder folder, int partition, CancellationToken cancellationToken)
    {
        var tagged = await ReadAsync<TaggedStudy[]>(TagReports.Stage);
        var quarantine = new List<QuarantinedStudy>();
        foreach (var stage in (string[])[TagReports.Stage, LocalizeStudies.Stage, GroundFindings.Stage])
        {
            quarantine.AddRange(await ReadAsync<QuarantinedStudy[]>($"quarantine-{stage}"));
        }

        return new PartitionStages(
            await folder.ReadWorkAsync(partition, cancellationToken),
            tagged.ToDictionary(static study => study.Study.Id, StringComparer.Ordinal),
            await ReadAsync<LocalizedStudy[]>(LocalizeStudies.Stage),
            await ReadAsync<LocalizedSources>(LocalizeStudies.SourcesFile),
            await ReadAsync<Dictionary<string, string>>(LocalizeStudies.ModelsFile),
            await ReadAsync<Sample[]>(GroundFindings.Stage),
            quarantine)
        {
            Unreviewed = await folder.TryReadAsync<Dictionary<string, IReadOnlyList<QuestionAnswer>>>(folder.Partition(partition, GroundFindings.Unreviewed), cancellationToken)
                ?? [],
        };

        Task<T> ReadAsync<T>(string name) => folder.ReadAsync<T>(folder.Partition(partition, name), cancellationToken);
    }

    /// <summary>What the images of all localized studies look like.</summary>
    public BucketFingerprints Fingerprints() => new(
        Fingerprint.Method,
        [.. Localized.Select(study => new StudyFingerprints(study.Study, Tagged[study.Study].Study.Patient, study.Fingerprints))]);

    /// <summary>Studies beside whose images files lie that take no part.</summary>
    public IReadOnlyList<StudyLeftOut> LeftOut() =>
        [.. Localized.Where(static study => study.LeftOut is not null).Select(static study => new StudyLeftOut(study.Study, study.LeftOut!))];

    /// <summary>A study's part of its pictures' archive.</summary>
    public PictureContent ContentOf(LocalizedStudy study) => PictureShelf.ContentOf(Tagged[study.Study].Study, study.Images);
}
