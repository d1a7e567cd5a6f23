namespace VividMed.Shards;

/// <summary>The run that a version's number belongs to.</summary>
internal sealed record VersionOwner(string Run);
