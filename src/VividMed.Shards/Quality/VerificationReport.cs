namespace VividMed.Shards;

/// <summary>What the verifier read and found; at most <see cref="ShardVerifier.MostProblems"/> problems are listed, all are counted.</summary>
public sealed record VerificationReport(int Shards, int Samples, long Bytes, int ProblemCount, IReadOnlyList<ShardProblem> Problems)
{
    public bool IsSound => ProblemCount == 0;
}
