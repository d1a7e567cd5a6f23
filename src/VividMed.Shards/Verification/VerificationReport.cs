using VividMed.Shards.Quality;

namespace VividMed.Shards.Verification;

/// <summary>
/// What the verifier read and found, shards being archives; at most <see cref="ShardVerifier.MostProblems"/> problems are listed, all are
/// counted.
/// </summary>
public sealed record VerificationReport(int Shards, int Samples, long Bytes, int ProblemCount, IReadOnlyList<ShardProblem> Problems)
{
    /// <summary>Whether there is no problem at all, listed or not.</summary>
    public bool IsSound => ProblemCount == 0;
}

/// <summary>Collects what is found: many problems are counted, the first are kept.</summary>
internal sealed class ProblemList
{
    private readonly List<ShardProblem> _listed = [];

    public int Count { get; private set; }

    public IReadOnlyList<ShardProblem> Listed => _listed;

    public void Add(string code, string message, string? shard = null, string? sample = null)
    {
        if (Count++ < ShardVerifier.MostProblems) _listed.Add(new ShardProblem(code, message, shard, sample));
    }

    /// <summary>What could not be read at all.</summary>
    public void Add(ShardException unreadable, string? shard = null) => Add(unreadable.Code, unreadable.Message, shard);
}
