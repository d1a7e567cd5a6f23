using VividMed.Dashboard.Samples;
using VividMed.Datasets;
using VividMed.Evaluation.Review;
using VividMed.Grounding.Review;
using VividMed.Shards.Archives;
using VividMed.Shards.Reviews;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;

namespace VividMed.Dashboard.Reviews;

/// <summary>
/// The review of one version in the dataset's own store: the sheet that all its reviewers share, its key, and each reviewer's answers as they
/// are given, in the files that <c>vividmed review import</c> reads. Handing in adds what they say to the dataset's submissions.
/// </summary>
public sealed class ReviewDesk(IBlobStore store, DatasetManifest manifest)
{
    private readonly string _folder = $"{ReviewLog.Folder}sheets/{DatasetLayout.Version(manifest.Version)["versions/".Length..]}";

    /// <summary>The desk of a version that somebody has found.</summary>
    public static ReviewDesk Of(VersionPlace place) => new(place.Store, place.Manifest);

    /// <summary>What was drawn, or null where nobody has drawn yet.</summary>
    /// <exception cref="DatasetException"><c>bad-review-file</c>, or <c>foreign-sheet</c>: it was drawn from another version of this number.</exception>
    public async Task<ReviewSheet?> FindSheetAsync(CancellationToken cancellationToken)
    {
        if (await store.ReadAllAsync(SheetName, cancellationToken: cancellationToken) is not { } json) return null;
        var sheet = ReviewFiles.Parse<ReviewSheet>(json, SheetName);
        return sheet.DatasetId == manifest.DatasetId && sheet.Recipe == manifest.Recipe.Digest
            ? sheet
            : throw new DatasetException("foreign-sheet", $"{SheetName} was drawn from another version of this number: delete its folder, and draw anew");
    }

    /// <summary>Draws the sheet. Whoever draws first decides, and all others get that one.</summary>
    /// <exception cref="Shards.ShardException">A record or an archive is damaged.</exception>
    public async Task<ReviewSheet> DrawAsync(ReviewPlan plan, CancellationToken cancellationToken)
    {
        var (sheet, key) = await ReviewDrawing.DrawAsync(store, manifest.Version, plan, cancellationToken);
        // The key first: a sheet without it could not be handed in.
        await store.TryCreateAsync(KeyName(sheet), ReviewFiles.ToBytes(key), cancellationToken);
        await store.TryCreateAsync(SheetName, ReviewFiles.ToBytes(sheet), cancellationToken);
        return (await FindSheetAsync(cancellationToken))!;
    }

    /// <summary>What a reviewer has said so far, in the order in which it was said.</summary>
    /// <exception cref="DatasetException"><c>bad-review-file</c>.</exception>
    public async Task<IReadOnlyList<ReviewAnswer>> AnswersAsync(string reviewer, CancellationToken cancellationToken) =>
        await store.ReadAllAsync(AnswersName(reviewer), cancellationToken: cancellationToken) is { } json
            ? ReviewFiles.Parse<AnswerList>(json, AnswersName(reviewer)).Answers
            : [];

    /// <summary>
    /// Keeps an answer, in the place of an earlier one on the item; null takes that back. It is in the store when this returns, whatever else
    /// the same reviewer does meanwhile elsewhere.
    /// </summary>
    /// <exception cref="DatasetException"><c>bad-review-file</c>.</exception>
    public async Task PutAsync(string reviewer, string item, ReviewAnswer? answer, CancellationToken cancellationToken)
    {
        var name = AnswersName(reviewer);
        while (true)
        {
            // The tag is asked for first: whatever is written meanwhile makes the replacement below fail.
            var before = await store.GetPropertiesAsync(name, cancellationToken);
            var others = (before is null ? [] : await AnswersAsync(reviewer, cancellationToken)).Where(given => given.Item != item);
            var json = ReviewFiles.ToBytes(new AnswerList([.. others, .. answer is null ? (ReviewAnswer[])[] : [answer]]));
            var kept = before is null
                ? await store.TryCreateAsync(name, json, cancellationToken)
                : await store.WriteAsync(name, json, before.ETag, cancellationToken) is not null;
            if (kept) return;
        }
    }

    /// <summary>Everybody who has answered anything, in the order of their signs.</summary>
    public async Task<IReadOnlyList<string>> ReviewersAsync(CancellationToken cancellationToken)
    {
        var reviewers = new List<string>();
        var answers = $"{_folder}/answers/";
        await foreach (var name in store.ListAsync(answers, cancellationToken)) reviewers.Add(SampleKey.IdOf(name[answers.Length..^".json".Length]));
        return [.. reviewers.Order(StringComparer.Ordinal)];
    }

    /// <summary>The precision of what one reviewer has said, and of nobody else; planted faults are no part of it.</summary>
    /// <exception cref="DatasetException"><c>bad-review-file</c>.</exception>
    public async Task<ReviewReport> FiguresAsync(ReviewSheet sheet, string reviewer, IEnumerable<ReviewAnswer> answers, CancellationToken cancellationToken) =>
        Report([(await IntakeAsync(sheet, cancellationToken)).Take(reviewer, DateTimeOffset.UnixEpoch, answers).Submission]);

    /// <summary>What all reviewers of the sheet say together, with their agreement and the planted faults that each has seen.</summary>
    /// <exception cref="DatasetException"><c>bad-review-file</c>.</exception>
    public async Task<ReviewReport> ResultsAsync(ReviewSheet sheet, CancellationToken cancellationToken)
    {
        var intake = await IntakeAsync(sheet, cancellationToken);
        var submissions = new List<ReviewSubmission>();
        foreach (var reviewer in await ReviewersAsync(cancellationToken))
        {
            submissions.Add(intake.Take(reviewer, DateTimeOffset.UnixEpoch, await AnswersAsync(reviewer, cancellationToken)).Submission);
        }

        return Report(submissions);
    }

    /// <summary>Adds a reviewer's answers to the dataset's submissions, which the next run follows.</summary>
    /// <exception cref="DatasetException"><c>bad-review-file</c>, or <c>nothing-to-hand-in</c>.</exception>
    public async Task<HandedIn> HandInAsync(ReviewSheet sheet, string reviewer, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (submission, problems) = (await IntakeAsync(sheet, cancellationToken)).Take(reviewer, at, await AnswersAsync(reviewer, cancellationToken));
        if (submission.Verdicts.Count + submission.Gold.Count == 0) throw new DatasetException("nothing-to-hand-in", "no item has a verdict that can be followed");
        var name = await ReviewLog.AppendAsync(store, submission, cancellationToken);
        return new HandedIn(name, submission.Verdicts.Count, submission.Verdicts.Count(static verdict => verdict.IsCorrection), problems);
    }

    private static ReviewReport Report(IReadOnlyList<ReviewSubmission> submissions) => ReviewReport.Of(submissions, static _ => false);

    private async Task<ReviewIntake> IntakeAsync(ReviewSheet sheet, CancellationToken cancellationToken) => new(
        sheet,
        await store.ReadAllAsync(KeyName(sheet), cancellationToken: cancellationToken) is { } json
            ? ReviewFiles.Parse<ReviewKey>(json, KeyName(sheet))
            : null);

    private string SheetName => $"{_folder}/sheet.json";

    /// <summary>Of two who draw at the same time each writes its own key.</summary>
    private string KeyName(ReviewSheet sheet) => $"{_folder}/key-{Storage.Streams.Sha256.Of(ReviewFiles.ToBytes(sheet))[..12]}.json";

    private string AnswersName(string reviewer) => $"{_folder}/answers/{SampleKey.Of(reviewer)}.json";
}

/// <summary>What was handed in: the submission's name, its verdicts, and what of the answers cannot be followed and why.</summary>
public sealed record HandedIn(string Name, int Verdicts, int Corrections, IReadOnlyList<string> Problems);
