using System.CommandLine;
using System.Globalization;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Shards.Versions;
using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Cli.Commands;

/// <summary>vividmed train: a model on committed versions, here and now, without a run.</summary>
internal static class TrainCommand
{
    private static readonly Option<string[]> Shards = new("--shards") { Description = "The stores whose newest versions are learned from", Required = true, AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Out = CommonOptions.Out("Folder of the model: weights, losses, evaluation, model card. Given again after an interruption, the training goes on there");
    private static readonly Option<string?> Base = new("--base") { Description = "Folder of a trained model to go on from, such as models/phantom-vividmed-mini; without it the training begins with random weights" };
    private static readonly Option<string[]> Stages = new("--stages")
    {
        Description = "1 grounding, 2 questions and plain reports, 3 grounded reports; all three without it, with --base the third",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<int> Steps = NumberOptions.Count("--steps", 200, "Steps a stage", least: 1);
    private static readonly Option<int> Batch = NumberOptions.Count("--batch", 8, "Studies a step", least: 1);
    private static readonly Option<double?> Rate = NumberOptions.OptionalAmount("--rate", $"Peak of the learning rate; without it {TrainingOptions.UsualRate}, with --base {TrainingOptions.AlignmentRate}");
    private static readonly Option<int> CheckpointEvery = NumberOptions.Count("--checkpoint-every", 50, "Steps between checkpoints: what a killed training does again at most", least: 1);
    private static readonly Option<int> EvaluateEvery = NumberOptions.Count("--evaluate-every", 0, "Steps between measurements on held-out studies; 0 measures before and after alone");
    private static readonly Option<int> Patience = NumberOptions.Count(
        "--patience", 0, "A stage ends early when so many measurements one after the other have not found places better than before; 0 never");
    private static readonly Option<int> Threads = NumberOptions.Count("--threads", 2, "Threads of the tensor library; another number may give other weights", least: 1, most: 1_024);
    private static readonly Option<int> Seed = NumberOptions.Seed(1);
    private static readonly Option<string> Size = new("--size")
    {
        Description = $"The network's size, as {NetworkSizes.FileName} of the models folder lists it: tiny, small, base, or what you add there; with --base the base's",
        DefaultValueFactory = static _ => NetworkSizes.Usual,
    };
    private static readonly Option<int> LowRank = NumberOptions.Count("--lora", 0, "Rank of the changes that stages 2 and 3 teach the decoder while its own weights rest (LoRA, rank-stabilised); 0 teaches all weights", least: 0, most: 4_096);
    private static readonly Option<double> Mirrored = NumberOptions.Share(
        "--mirrored", "Share of studies that are seen in a mirror, words and image together; not for reports of what lies on one side in everybody", 0);
    private static readonly Option<double> CallShare = NumberOptions.Share(
        "--call-share", "Share of conversations that teach when to call a localizer from outside for the findings of --call-targets; 0 teaches none", 0);
    private static readonly Option<string[]> CallTargets = new("--call-targets")
    {
        Description = "Findings, as targets.json of a model names them, that are called for: the model's own heads never learn where they lie", AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<bool> NoGrounding = new("--no-grounding") { Description = "Train the language alone, for comparison" };
    private static readonly Option<string> Models = CommonOptions.Models();
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create()
    {
        Stages.Accepting("1", "2", "3");
        var command = new Command("train", "Train a miniature VividMed on the newest versions of datasets, on this machine")
        {
            Shards, Out, Base, Stages, Steps, Batch, Rate, CheckpointEvery, EvaluateEvery, Patience, Threads, Seed, Size, LowRank, Mirrored, CallShare, CallTargets, NoGrounding, Models, Output,
        };
        command.Validators.Add(static result =>
        {
            var (share, targets) = (0.0, result.GetValue(CallTargets) is { Length: > 0 });
            // A value that is no number has its own line, and asked for here it would throw.
            if (result.GetResult(CallShare)?.Tokens is [var token] && !double.TryParse(token.Value, CultureInfo.InvariantCulture, out share)) return;
            if (share > 0 != targets) result.AddError("--call-share and --call-targets go together: how often calls are taught, and for which findings");
            if (targets && result.GetValue(NoGrounding)) result.AddError("--call-targets and --no-grounding exclude each other: a call is for a place");
        });
        CliAction.Set(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Outputs.RefuseSame((Out.Name, parsed.GetRequiredValue(Out)), (Base.Name, parsed.GetValue(Base)));
        var sources = new List<VersionSource>();
        foreach (var shards in parsed.GetRequiredValue(Shards))
        {
            var store = StoreOption.OpenExisting(Shards.Name, shards);
            Nesting.RefuseInStore(parsed.GetRequiredValue(Out), shards);
            sources.Add(new VersionSource(store, DatasetLayout.Version(await VersionReader.LatestAsync(store, cancellationToken))));
        }

        var options = Options(parsed);
        var folder = Path.GetFullPath(parsed.GetRequiredValue(Out));
        TrainingReport report;
        var notes = new TrainingNotes(Terminal.Say, FreeMemory.Available());
        await using (var bar = StepProgress.Start("training", options.StepsPerStage * options.Stages.Count))
        {
            report = await new VividMedTrainer(planned: notes).TrainAsync(
                sources, options, new LocalBlobStore(Path.GetDirectoryName(folder)!), Path.GetFileName(folder), new AllStages([bar, notes], options.Stages), cancellationToken);
        }

        if (parsed.GetValue(Output) == OutputFormat.Json) JsonOutput.Write(new TrainedFolder(folder, report.Parameters, report.TrainingStudies, report.Before, report.After, notes.Plan!));
        else Write(folder, report);
        return ExitCode.Ok;
    }

    private static TrainingOptions Options(ParseResult parsed)
    {
        var models = parsed.GetRequiredValue(Models);
        var sizes = ModelFolders.Require(models, NetworkSizes.FileName);
        var start = parsed.GetValue(Base) is { } model ? TrainedModel.Find(model) : default((IBlobStore Store, string Prefix)?);
        return new TrainingOptions
        {
            Stages = parsed.GetValue(Stages) is { Length: > 0 } stages ? [.. stages.Select(static stage => stage[0] - '0').Distinct().Order()] : start is null ? [1, 2, 3] : [3],
            StepsPerStage = parsed.GetValue(Steps),
            Batch = parsed.GetValue(Batch),
            LearningRate = parsed.GetValue(Rate) ?? (start is null ? TrainingOptions.UsualRate : TrainingOptions.AlignmentRate),
            CheckpointEvery = parsed.GetValue(CheckpointEvery),
            EvaluateEvery = parsed.GetValue(EvaluateEvery),
            Patience = parsed.GetValue(Patience),
            Threads = parsed.GetValue(Threads),
            Seed = parsed.GetValue(Seed),
            Network = NetworkSizes.Find(File.ReadAllBytes(sizes), parsed.GetRequiredValue(Size), sizes),
            LowRank = parsed.GetValue(LowRank) is var rank and > 0 ? new LowRankOptions(rank) : null,
            MirroredShare = parsed.GetValue(Mirrored),
            CallShare = parsed.GetValue(CallShare),
            CallTargets = parsed.GetValue(CallTargets) is { Length: > 0 } called ? called : null,
            Grounding = !parsed.GetValue(NoGrounding),
            OtherNames = TargetNames.OthersIn(ModelFolders.Taxonomies(models)),
            Base = start is { } found ? new ModelSource(found.Store, found.Prefix) : null,
        };
    }

    private static void Write(string folder, TrainingReport report)
    {
        TableOutput.Write(["held out", "before", "after"], HeldOutFigures.Rows(report.Before, report.After));
        Console.Out.WriteLine($"{report.TrainingStudies} studies, {report.Parameters:N0} parameters: {folder}");
    }

    /// <summary>Steps counted over all stages.</summary>
    private sealed class AllStages(IReadOnlyList<IProgress<TrainingProgress>> told, IReadOnlyList<int> stages) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            var counted = value with { Step = value.Step + (value.Steps * stages.Count(stage => stage < value.Stage)) };
            foreach (var one in told) one.Report(counted);
        }
    }
}
