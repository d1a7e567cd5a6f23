namespace VividMed.Shards;

/// <summary>How far long work is: so many of so many are done.</summary>
public readonly record struct CountedWork(long Done, long Of);
