namespace VividMed.Reports.Assertions;

/// <summary>The clause of each token of a sentence, by number; the default has one clause for all.</summary>
internal readonly struct ClauseMap(int[] clauses, int length)
{
    /// <summary>Whether two tokens stand in different clauses.</summary>
    public bool Parted(int from, int to) => clauses is not null && Of(from) != Of(to);

    private int Of(int token) => clauses[Math.Clamp(token, 0, length - 1)];
}
