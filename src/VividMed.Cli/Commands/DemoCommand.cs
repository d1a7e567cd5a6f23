using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Demonstration;
using VividMed.Cli.Output;

namespace VividMed.Cli.Commands;

/// <summary>vividmed demo: the main job on its embedded defaults, end to end.</summary>
internal static class DemoCommand
{
    private static readonly Option<string> Out =
        CommonOptions.Folder(new("--out") { Description = "Folder for everything the demo writes", DefaultValueFactory = _ => "vividmed-demo" });
    private static readonly Option<int> Cxr = NumberOptions.Count("--cxr", 24, "Chest X-ray studies");
    private static readonly Option<int> Ct = NumberOptions.Count("--ct", 8, "Chest CT scans");
    private static readonly Option<int> Seed = NumberOptions.Seed(7);
    private static readonly Option<bool> NoTrain = new("--no-train") { Description = "Stop after the shards" };
    private static readonly Option<int> TrainSteps = NumberOptions.Count("--train-steps", 120, "Training steps a stage", least: 1);
    private static readonly Option<bool> Serve = new("--serve") { Description = "Serve the dashboard while the demo runs and afterwards, until Ctrl+C" };
    private static readonly Option<int> Port = NumberOptions.Port("With --serve: the dashboard's port; 0 takes a free one", 8082);
    private static readonly Option<string> Models = CommonOptions.Models();
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create()
    {
        var command = new Command("demo", "Make synthetic studies, turn them into grounded shards, compare with the truth, train, and draw pictures; nothing else is needed")
        {
            Out, Cxr, Ct, Seed, NoTrain, TrainSteps, Serve, Port, Models, Output,
        };
        CliAction.Set(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new DemoOptions(
            Path.GetFullPath(parsed.GetRequiredValue(Out)),
            Path.GetFullPath(parsed.GetRequiredValue(Models)),
            parsed.GetValue(Cxr),
            parsed.GetValue(Ct),
            parsed.GetValue(Seed),
            parsed.GetValue(NoTrain) ? null : parsed.GetValue(TrainSteps),
            parsed.GetValue(Serve) ? parsed.GetValue(Port) : null);
        var summary = await Demo.RunAsync(options, cancellationToken);
        if (parsed.GetValue(Output) == OutputFormat.Json) JsonOutput.Write(summary);
        else DemoTable.Write(summary);
        if (options.DashboardPort is not null && !cancellationToken.IsCancellationRequested)
        {
            await Demo.ServeAsync(options, cancellationToken);
        }

        return ExitCode.Ok;
    }
}
