using System.Globalization;
using VividMed.Grounding.Review;
using VividMed.Storage.Stores;

namespace VividMed.Shards.Reviews;

/// <summary>
/// The submissions of a dataset's reviewers, <c>reviews/000001.json</c> and on: created once each, never replaced, so that what is in force
/// follows from the files alone.
/// </summary>
public static class ReviewLog
{
    /// <summary>What all submissions lie below.</summary>
    public const string Folder = "reviews/";

    /// <summary>Submissions, far more than people hand in; a number has six digits.</summary>
    private const int Most = 999_999;

    private const int Readers = 16;

    /// <summary>All submissions in their order.</summary>
    /// <exception cref="ShardException"><c>bad-review</c>: one is not as the schema says.</exception>
    public static async Task<IReadOnlyList<ReviewSubmission>> ReadAsync(IBlobStore store, CancellationToken cancellationToken = default)
    {
        var names = await NamesAsync(store, cancellationToken);
        var submissions = new ReviewSubmission[names.Count];
        await Parallel.ForEachAsync(
            names.Values.Index(), new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken },
            async (file, stop) =>
            {
                var json = await store.ReadAllAsync(file.Item, cancellationToken: stop)
                    ?? throw new ShardException("bad-review", $"{file.Item} is listed and not there.");
                submissions[file.Index] = CanonicalJson.Read<ReviewSubmission>(json, "bad-review", file.Item);
            });
        return submissions;
    }

    /// <summary>What is in force.</summary>
    /// <exception cref="ShardException"><c>bad-review</c>.</exception>
    public static async Task<ReviewConsensus> ConsensusAsync(IBlobStore store, CancellationToken cancellationToken = default)
    {
        var submissions = await ReadAsync(store, cancellationToken);
        return submissions.Count == 0 ? ReviewConsensus.None : ReviewConsensus.Of(submissions);
    }

    /// <summary>Adds a submission under the next number, which only one writer can take. Answers with its name.</summary>
    public static async Task<string> AppendAsync(IBlobStore store, ReviewSubmission submission, CancellationToken cancellationToken = default)
    {
        var json = CanonicalJson.Write(submission);
        var number = (await NamesAsync(store, cancellationToken)).Keys.LastOrDefault();
        while (++number <= Most)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Folder}{number:D6}.json");
            if (await store.TryCreateAsync(name, json, cancellationToken)) return name;
        }

        throw new ShardException("bad-review", $"{store.DisplayName} holds no more than {Most} submissions.");
    }

    private static async Task<SortedList<int, string>> NamesAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        var names = new SortedList<int, string>();
        await foreach (var name in store.ListAsync(Folder, cancellationToken))
        {
            if (name.EndsWith(".json", StringComparison.Ordinal)
                && int.TryParse(name.AsSpan()[Folder.Length..^".json".Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                names.Add(number, name);
            }
        }

        return names;
    }
}
