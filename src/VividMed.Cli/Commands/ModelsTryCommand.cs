using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Hosting;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Imaging.Png;

namespace VividMed.Cli.Commands;

/// <summary>vividmed models try: what a model sees in one image, as a picture and a table.</summary>
internal static class ModelsTryCommand
{
    private static readonly Argument<string> Model = new("model") { Description = "A model's folder or its id in --models" };
    private static readonly Argument<string> Image = new("image") { Description = "A radiograph (DICOM, PNG, JPEG) or a CT (NIfTI), as the model takes them" };
    private static readonly Option<string?> Out = new("--out") { Description = "The PNG to write; without it IMAGE-MODEL.png in the current folder" };
    private static readonly Option<double?> Threshold = NumberOptions.OptionalShare("--threshold", "Score or probability, 0 to 1, instead of those of the manifest: lower it to see what a model misses");
    private static readonly Option<string> Models = CommonOptions.Models();
    private static readonly ExecutionFlags Execution = new();
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create()
    {
        var command = new Command("try", "Run a model on one image and draw what it sees: boxes or outlines over the image, and a table of them") { Model, Image, Out, Threshold, Models, Output };
        Execution.AddTo(command);
        CliAction.Set(command, (parsed, cancellationToken) => Task.FromResult(Run(parsed, cancellationToken)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var manifest = ModelFolders.Load(parsed.GetRequiredValue(Model), ModelFolders.Catalog(parsed.GetRequiredValue(Models)));
        var image = parsed.GetRequiredValue(Image);
        if (parsed.GetValue(Threshold) is { } threshold) manifest = ModelTrial.WithThreshold(manifest, threshold);
        Outputs.RefuseSame((Out.Name, parsed.GetValue(Out)), ("the image", image));
        var options = ModelProvider.For(WorkerRoles.Gpu, Execution.Chosen(parsed));
        var (picture, seen) = ModelTrial.Run(manifest, image, options, cancellationToken);
        var target = Path.GetFullPath(parsed.GetValue(Out) ?? $"{Images.Inputs.ImageName.Stem(image)}-{manifest.Id}.png");
        using (var png = File.Create(target)) PngCodec.WriteRgb(png, picture);
        if (parsed.GetValue(Output) == OutputFormat.Json) JsonOutput.Write(new TriedModel(target, seen));
        else if (seen.Count > 0) TableOutput.Write(SeenRegion.Headings, seen.Select(static region => region.Cells));
        Console.Error.WriteLine(seen.Count > 0 ? target : $"{target}: nothing reaches the thresholds of {manifest.Id}; --threshold lowers them");
        return ExitCode.Ok;
    }
}
