namespace VividMed.Cli;

/// <summary>A failure that the user can mend; the message is the whole of what they need to read.</summary>
internal sealed class CliException(string message) : Exception(message);
