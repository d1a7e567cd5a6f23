using System.CommandLine;
using VividMed.Cli.Commands;
using VividMed.Cli.Configuration;
using VividMed.Cli.Hosting;
using VividMed.Storage.Stores;

namespace VividMed.Cli;

/// <summary>
/// The tree of commands. Data go to stdout, progress and errors to stderr; a failure is one line that names cause and cure.
/// </summary>
internal static class CommandLine
{
    public static RootCommand Root() => new(
        "Turns image-report studies into grounded training shards, durably, and trains on them. Begin with: vividmed demo")
    {
        DemoCommand.Create(),
        PhantomCommand.Create(),
        PlanCommand.Create(),
        RunCommand.Create(),
        ServeCommand.Create(),
        RunsCommand.Create(),
        VersionsCommand.Create(),
        QuarantineCommand.Create(),
        ShardsCommand.Create(),
        ReviewCommand.Create(),
        ImageCommand.Create(),
        ReportCommand.Create(),
        EvaluateCommand.Create(),
        ModelsCommand.Create(),
        HubCommand.Create(),
        WorkerCommand.Create(),
        DashboardCommand.Create(),
        ConfigCommand.Create(),
    };

    /// <summary>A fault is told with the words at fault, unless they are a secret.</summary>
    private static string Conceal(string line, string word)
    {
        if (!StorageCredentials.IsSecret(word)) return line;
        var value = word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return line.Replace(word, "(an address with a secret)", StringComparison.Ordinal).Replace(value, "(a secret)", StringComparison.Ordinal);
    }

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            Settings.Load(warn: warning => Console.Error.WriteLine("vividmed: " + warning));
        }
        catch (CliException wrong)
        {
            await Console.Error.WriteLineAsync("vividmed: " + wrong.Message);
            return ExitCode.Usage;
        }

        var parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                var line = error.Message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal);
                await Console.Error.WriteLineAsync("vividmed: " + args.Aggregate(line, Conceal));
            }

            await Console.Error.WriteLineAsync("vividmed: see --help after any command");
            return ExitCode.Usage;
        }

        using var impatience = Shutdown.AtTheSecondSignal(Environment.Exit);
        return await parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Shutdown.Longest });
    }
}
