namespace VividMed.EndToEnd.Tests;

/// <summary>How a command ended.</summary>
internal sealed record Finished(int ExitCode, string Output, string Errors);
