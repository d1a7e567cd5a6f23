using Spectre.Console;

namespace VividMed.Cli.Output;

/// <summary>Where progress goes: always stderr, so that stdout carries data only.</summary>
internal static class Terminal
{
    public static bool IsInteractive { get; } = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("CI") is null;

    public static IAnsiConsole Error { get; } = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Interactive = IsInteractive ? InteractionSupport.Yes : InteractionSupport.No,
    });

    /// <summary>A line on stderr, above a bar that is being drawn there.</summary>
    public static void Say(string line)
    {
        if (IsInteractive) Error.WriteLine(line);
        else Console.Error.WriteLine(line);
    }
}
