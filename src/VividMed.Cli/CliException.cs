namespace VividMed.Cli;

/// <summary>A failure that the user can mend; the message is the whole of what they need to read.</summary>
internal sealed class CliException(string message) : Exception(message)
{
    /// <summary>A stable word for scripts.</summary>
    public string Code { get; init; } = "failed";

    /// <summary>What settings and flags together leave open, so that only the command itself can see it.</summary>
    public static CliException WrongCall(string message) => new(message) { Code = WrongCallCode };

    /// <summary>The word of a call that begins nothing and ends with <see cref="ExitCode.Usage"/>.</summary>
    public const string WrongCallCode = "wrong-call";
}
