using System.CommandLine;

namespace VividMed.Bench.Inference;

/// <summary>Measures the localize stage: how busy it keeps ONNX Runtime, and what it adds to a bare loop over ready tensors.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => new RootCommand("Measures the localize stage and prints a line a figure: name, value, unit, ratio") { Pipeline(), Memory(), Chest() }
        .Parse(args).InvokeAsync();

    private static Command Pipeline()
    {
        var models = Models();
        var studies = new Option<int>("--studies") { Description = "Phantom radiograph studies", DefaultValueFactory = _ => 200 };
        var repeats = new Option<int>("--repeats") { Description = "Rounds; in each the three ways run one after the other, and the best of each counts", DefaultValueFactory = _ => 5 };
        var macs = new Option<double>("--gmacs") { Description = "Size of the detector in 10^9 multiply-accumulates an image; 0 takes the miniature of the repository", DefaultValueFactory = _ => 1.5 };
        var command = new Command("pipeline", "The stage against a bare loop over ready tensors and against load, infer, write one by one") { models, studies, repeats, macs };
        command.SetAction((parsed, cancellationToken) => PipelineComparison.RunAsync(parsed.GetRequiredValue(models), parsed.GetValue(studies), parsed.GetValue(repeats), parsed.GetValue(macs), cancellationToken));
        return command;
    }

    private static Command Memory()
    {
        var models = Models();
        var studies = new Option<int>("--studies") { Description = "Phantom radiograph studies", DefaultValueFactory = _ => 1000 };
        var command = new Command("memory", "Memory while the stage works through many studies") { models, studies };
        command.SetAction((parsed, cancellationToken) => MemoryCourse.RunAsync(parsed.GetRequiredValue(models), parsed.GetValue(studies), cancellationToken));
        return command;
    }

    private static Command Chest()
    {
        var command = new Command("chest", "Managed memory of a 512 x 512 x 300 CT with 20 prompts, in SAT-Pro's windows with a network that does next to nothing");
        command.SetAction((_, cancellationToken) => Task.FromResult(ChestMemory.Run(cancellationToken)));
        return command;
    }

    private static Option<string> Models() => new("--models") { Description = "The repository's models folder", DefaultValueFactory = _ => "models" };
}
