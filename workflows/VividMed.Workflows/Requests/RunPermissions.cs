namespace VividMed.Workflows.Requests;

/// <summary>What a run may do beyond the usual, because whoever started it said so.</summary>
public sealed record RunPermissions
{
    /// <summary>Commit although more studies are gone from the sources than an accident would explain.</summary>
    public bool AcceptRemoval { get; init; }

    /// <summary>Commit although the quarantined share exceeds the limit.</summary>
    public bool CommitAnyway { get; init; }

    /// <summary>Make the request's selection the dataset's own from now on.</summary>
    public bool Reselect { get; init; }

    /// <summary>Read every source file again, whatever the index knows of it.</summary>
    public bool Rehash { get; init; }

    /// <summary>Run the miniatures on real studies, where their findings mean nothing.</summary>
    public bool AllowMiniatures { get; init; }
}

/// <summary>Quarantined studies of the newest version to be tried again although their files are the same.</summary>
/// <param name="Reasons">By reason code; none takes every reason.</param>
/// <param name="Ids">By study id; null takes all.</param>
public sealed record QuarantineReplay(IReadOnlyList<string> Reasons, IReadOnlyList<string>? Ids = null)
{
    /// <summary>Whether a quarantined study is meant.</summary>
    public bool Wants(string study, string reason) =>
        (Reasons.Count == 0 || Reasons.Contains(reason, StringComparer.Ordinal)) && (Ids is null || Ids.Contains(study, StringComparer.Ordinal));
}
