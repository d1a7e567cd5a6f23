namespace VividMed.Cli;

/// <summary>How many files could not be read for one reason, and one of them.</summary>
internal sealed record CensusFailure(string Reason, long Files, string Example, string Message);
