using System.CommandLine;
using VividMed.Cli.Calls;
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
    public static RootCommand Root()
    {
        var root = Tree();
        Examples.ShowIn(root);
        return root;
    }

    private static RootCommand Tree() => new(
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
        AskCommand.Create(),
        EvaluateCommand.Create(),
        ModelsCommand.Create(),
        TrainCommand.Create(),
        ExperimentCommand.Create(),
        HubCommand.Create(),
        WorkerCommand.Create(),
        DashboardCommand.Create(),
        ConfigCommand.Create(),
        DoctorCommand.Create(),
        SchemaCommand.Create(),
        CompletionCommand.Create(),
    };

    /// <summary>A fault is told with the words at fault, unless they are a secret.</summary>
    private static string Conceal(string line, string word)
    {
        if (!StorageCredentials.IsSecret(word)) return line;
        var value = word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return line.Replace(word, "(an address with a secret)", StringComparison.Ordinal).Replace(value, "(a secret)", StringComparison.Ordinal);
    }

    private static int Refuse(string[] args, ParseResult parsed)
    {
        var (asJson, path) = (ErrorOutput.IsJson(args), CallFaults.PathOf(parsed.CommandResult));
        foreach (var fault in CallFaults.Of(parsed).Distinct(StringComparer.Ordinal))
        {
            ErrorOutput.Write(asJson, new ErrorReport(CliException.WrongCallCode, args.Aggregate(fault, Conceal), path, ExitCode.Usage));
        }

        if (!asJson) Console.Error.WriteLine($"vividmed: see '{path} --help'");
        return ExitCode.Usage;
    }

    private static void Warn(string warning) => Console.Error.WriteLine("vividmed: " + warning);

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            if (args is [DoctorCommand.Name, ..]) Settings.LoadOrTell(Warn);
            else Settings.Load(Warn);
        }
        catch (CliException wrong)
        {
            ErrorOutput.Write(ErrorOutput.IsJson(args), new ErrorReport("bad-setting", wrong.Message, "vividmed", ExitCode.Usage));
            return ExitCode.Usage;
        }

        var parsed = Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        // A line that is still being typed is no wrong call.
        if ((parsed.Errors.Count > 0 || CallFaults.IsHelpForNothing(parsed)) && !(args is [var first, ..] && first.StartsWith("[suggest", StringComparison.Ordinal))) return Refuse(args, parsed);

        using var impatience = Shutdown.AtTheSecondSignal(Environment.Exit);
        return await parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Shutdown.Longest });
    }
}
