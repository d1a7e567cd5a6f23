using System.CommandLine;
using VividMed.Cli.Configuration;
using VividMed.Cli.Hosting;
using VividMed.TaskHub;

namespace VividMed.Cli.CommandOptions;

/// <summary>Which hub a command talks to: flags, below them the settings. A flag wins over any setting.</summary>
internal static class HubOptions
{
    public static Option<string?> Hub { get; } = new("--hub")
    {
        Description = "Address of a task hub, such as http://localhost:4001, or a connection string of Azure Durable Task Scheduler; "
            + "without it (and the settings Hub and DurableTaskScheduler) the command brings its own",
    };

    public static Option<string?> TokenFile { get; } = new("--hub-token-file")
    {
        Description = "With --hub: file whose first line is the token to send",
        DefaultValueFactory = _ => Settings.Current[KnownSettings.HubTokenFile],
    };

    public static Option<string?> TaskHub { get; } = new("--task-hub")
    {
        Description = "With --hub: which of its task hubs, if not 'default'",
        DefaultValueFactory = _ => Settings.Current[KnownSettings.HubTaskHub],
    };

    public static Option<string?> State { get; } = new("--state")
    {
        Description = "Without --hub: where the state is, the output of runs or a folder or file on a local disk; without it, beside a run's output",
    };

    /// <summary>The hub that is meant; null where none is named and the command brings its own.</summary>
    /// <exception cref="CliException">It cannot be told which, or its address does not do.</exception>
    public static HubConnection? From(ParseResult parsed)
    {
        if (IsGiven(parsed, State) && !IsGiven(parsed, Hub)) return null;
        var address = IsGiven(parsed, Hub) ? parsed.GetValue(Hub) : FromSettings();
        if (string.IsNullOrEmpty(address)) return null;
        if (!HubAddress.IsScheduler(address)) return HubConnection.At(address, Token(parsed), parsed.GetValue(TaskHub));
        return IsGiven(parsed, TokenFile) || IsGiven(parsed, TaskHub)
            ? throw new CliException(
                "--hub-token-file and --task-hub go with a hub's address; a scheduler's connection string says both itself (Authentication=, TaskHub=)")
            : HubConnection.Scheduler(address);
    }

    private static string? FromSettings()
    {
        var (hub, scheduler) = (Settings.Current.Of(KnownSettings.Hub), Settings.Current.Of(KnownSettings.DurableTaskScheduler));
        return hub.Text is null || scheduler.Text is null
            ? hub.Text ?? scheduler.Text
            : throw new CliException(
                $"two hubs are set, Hub ({hub.Source}) and DurableTaskScheduler ({scheduler.Source}): empty one of them, or choose with --hub");
    }

    private static string? Token(ParseResult parsed) =>
        parsed.GetValue(TokenFile) is { Length: > 0 } file ? TaskHubSecurity.ReadTokens(file)[0] : null;

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
