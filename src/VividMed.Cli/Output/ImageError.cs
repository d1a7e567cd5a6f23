namespace VividMed.Cli;

/// <summary>A file of several that could not be read.</summary>
internal sealed record ImageError(string File, string Error);
