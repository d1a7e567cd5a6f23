using System.CommandLine;

namespace VividMed.Cli.Tests.Calls;

/// <summary>Every command there is, with its path without the program's name.</summary>
internal static class CommandTree
{
    public static IReadOnlyList<(string Path, Command Command)> All { get; } = [.. Below("", CommandLine.Root())];

    /// <summary>Those that do something.</summary>
    public static IEnumerable<(string Path, Command Command)> Verbs => All.Where(static one => one.Command.Action is not null && one.Path.Length > 0);

    private static IEnumerable<(string, Command)> Below(string path, Command command) =>
        command.Subcommands.SelectMany(sub => Below(path.Length == 0 ? sub.Name : $"{path} {sub.Name}", sub)).Prepend((path, command));
}
