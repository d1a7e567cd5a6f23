using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Experiments;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Training.Experiments.Plans;

namespace VividMed.Cli.Commands;

/// <summary>vividmed experiment …: small trainings side by side, and what they say.</summary>
internal static class ExperimentCommand
{
    public static Command Create() => new("experiment", "Train small models side by side, from nothing, and compare them on held-out patients with intervals over seeds and patients")
    {
        Create("ablation", ExperimentKind.Ablation, "What grounding does to the language: with it, without, with as many words shown, without places, with other patients' places, with true places."),
        Create("grounding", ExperimentKind.Grounding, "How well places are found on held-out patients, by target."),
        Create("cross-modality", ExperimentKind.CrossModality, "Radiographs, scans, MR, and several together, with as many studies and steps, measured on each.", cxr: 200, ct: 160, mr: 160),
        Create("open-set", ExperimentKind.OpenSet, "Findings that the heads were never shown, with and without calls of a localizer, and with one that fails."),
        Create("quality", ExperimentKind.Quality, "Noise in the regions against fewer patients, and filters by grade."),
        Create("rare", ExperimentKind.Rare, "Findings with no, 3, 9 or all of their training examples."),
    };

    private static Command Create(string name, ExperimentKind kind, string description, int cxr = 600, int ct = 0, int mr = 0)
    {
        var options = new ExperimentFlags(cxr, ct, mr, kind);
        var command = new Command(name, description);
        foreach (var option in options.All) command.Options.Add(option);
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var setting = options.Read(parsed);
            foreach (var shards in setting.Shards)
            {
                StoreOption.OpenExisting("--shards", shards);
                Nesting.RefuseInStore(setting.Out, shards);
            }

            var report = await ExperimentTrial.RunAsync(kind, setting, cancellationToken);
            if (options.IsJson(parsed)) JsonOutput.Write(report);
            else ExperimentView.Write(report);
            return ExitCode.Ok;
        });
        return command;
    }
}
