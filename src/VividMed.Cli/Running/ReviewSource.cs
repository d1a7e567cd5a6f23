using System.Runtime.CompilerServices;
using VividMed.Datasets.Identity;
using VividMed.Evaluation.Review;
using VividMed.Grounding.Review;
using VividMed.Shards.Archives;
using VividMed.Shards.Reviews;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Workflows.Resources;
using VividMed.Workflows.Tag;

namespace VividMed.Cli.Running;

/// <summary>What reviews need of a dataset's store.</summary>
internal static class ReviewSource
{
    public static async Task<(ReviewSheet Sheet, ReviewKey Key)> DrawAsync(
        IBlobStore store, int version, ReviewPlan plan, CancellationToken cancellationToken)
    {
        var manifest = await DatasetManifest.LoadAsync(store, version, cancellationToken);
        var doubted = await DoubtedAsync(store, manifest.Run, cancellationToken);
        var sampler = new ReviewSampler(plan);
        await foreach (var stored in VersionReader.ReadAsync(store, version, withImages: false, cancellationToken))
        {
            sampler.Add(stored.Sample, doubted.Contains(stored.Sample.Study));
        }

        return sampler.Draw(manifest.DatasetId, version, manifest.Recipe.Digest);
    }

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

    /// <summary>Studies whose reports rules and a language model read differently, as the run that committed the version noted.</summary>
    private static async Task<HashSet<string>> DoubtedAsync(IBlobStore store, string run, CancellationToken cancellationToken)
    {
        var doubted = new HashSet<string>(StringComparer.Ordinal);
        var folder = new RunFolder(store, run);
        await foreach (var name in store.ListAsync($"runs/{run}/", cancellationToken))
        {
            if (!name.EndsWith($"/{TagReports.Review}.json", StringComparison.Ordinal)) continue;
            doubted.UnionWith((await folder.ReadAsync<TagReview[]>(name, cancellationToken)).Select(static review => review.Study));
        }

        return doubted;
    }
}
