using System.Runtime.CompilerServices;
using VividMed.Datasets.Identity;
using VividMed.Evaluation.Review;
using VividMed.Grounding.Review;
using VividMed.Shards.Archives;
using VividMed.Shards.Reviews;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Cli.Running;

/// <summary>What reviews need of a dataset's store.</summary>
internal static class ReviewSource
{
    /// <summary>A sheet of another dataset has other studies, which nobody would notice.</summary>
    /// <exception cref="CliException">It is of another.</exception>
    public static async Task CheckAsync(IBlobStore store, ReviewSheet sheet, CancellationToken cancellationToken)
    {
        if (await DatasetIdentity.FindAsync(store, cancellationToken) is { } identity && identity.Id == sheet.DatasetId) return;
        throw new CliException($"the sheet was drawn from another dataset than {store.DisplayName} holds");
    }

    /// <summary>The samples that a sheet has items of, in the version's order.</summary>
    public static async IAsyncEnumerable<StoredSample> SamplesAsync(
        IBlobStore store, ReviewSheet sheet, bool withImages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var wanted = sheet.Items.Select(static item => item.Study).ToHashSet(StringComparer.Ordinal);
        await foreach (var stored in VersionReader.ReadAsync(store, sheet.Version, withImages, cancellationToken))
        {
            if (wanted.Contains(stored.Sample.Study)) yield return stored;
        }
    }

    public static async Task<IReadOnlyList<ReviewAnswer>> AnswerAsync(
        IBlobStore store, ReviewSheet sheet, SimulatedReviewer reviewer, CancellationToken cancellationToken)
    {
        var items = sheet.Items.ToLookup(static item => item.Study, StringComparer.Ordinal);
        var answers = new List<ReviewAnswer>();
        await foreach (var stored in SamplesAsync(store, sheet, withImages: false, cancellationToken))
        {
            answers.AddRange(items[stored.Sample.Study].Select(item => reviewer.Judge(stored.Sample, item)).OfType<ReviewAnswer>());
        }

        return answers;
    }

    /// <summary>A verdict is out of date where a version has no such report or image of its study any more.</summary>
    public static async Task<ReviewReport> ReportAsync(IBlobStore store, int? version, CancellationToken cancellationToken)
    {
        var submissions = await ReviewLog.ReadAsync(store, cancellationToken);
        var studies = submissions.SelectMany(static submission => submission.Verdicts).Select(static verdict => verdict.Study).ToHashSet(StringComparer.Ordinal);
        var known = new Dictionary<string, (string Report, HashSet<string> Images)>(StringComparer.Ordinal);
        var number = version ?? await VersionReader.LatestAsync(store, cancellationToken);
        await foreach (var (sample, _) in VersionReader.ReadAsync(store, number, withImages: false, cancellationToken))
        {
            if (!studies.Contains(sample.Study)) continue;
            known[sample.Study] = (ReviewedText.DigestOf(sample.Report.Text), sample.Images.Select(static image => image.SourceSha256).ToHashSet(StringComparer.Ordinal));
        }

        return ReviewReport.Of(submissions, subject => !known.TryGetValue(subject.Study, out var study)
            || study.Report != subject.ReportSha256
            || (subject.ImageSha256 is { } image && !study.Images.Contains(image)));
    }
}
