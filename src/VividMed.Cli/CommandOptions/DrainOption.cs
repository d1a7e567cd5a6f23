using System.CommandLine;

namespace VividMed.Cli.CommandOptions;

/// <summary>How long a server that is told to stop waits for what it has begun.</summary>
internal static class DrainOption
{
    public static readonly Option<int> Drain = NumberOptions.Count("--drain", 20, "Seconds that a stopping process (SIGTERM, Ctrl+C) waits for work in hand", most: 3_600);

    public static TimeSpan Limit(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(Drain));
}
