namespace VividMed.TaskHub;

/// <summary>What became of a transaction that ended with an error.</summary>
internal enum TransactionFate
{
    /// <summary>Nothing of it is stored; the error is the operation's own.</summary>
    RolledBack,

    /// <summary>Nothing of it is stored because the database went away; it may run again.</summary>
    Lost,

    /// <summary>It is stored; only the answer got lost.</summary>
    Committed,

    /// <summary>The database went away and has not come back: whether it is stored, nobody can tell.</summary>
    Unknown,
}
