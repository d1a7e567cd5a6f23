using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Inference.Drafting;
using VividMed.Inference.Manifests;
using VividMed.Taxonomy;

namespace VividMed.Cli.Commands;

/// <summary>vividmed models new: a manifest drafted from an ONNX file, and why it says what it says.</summary>
internal static class ModelsNewCommand
{
    private const string ManifestName = "model.json";
    private const int LongestNames = 1 << 20;

    private static readonly Argument<string> File = new("file") { Description = "The .onnx file; model.json is written beside it" };
    private static readonly Option<string?> Id = new("--id") { Description = "The model's id; without it the folder's name" };
    private static readonly Option<string?> Labels = new("--labels") { Description = "A text file with the names of the classes, channels or prompts, one a line, in the order of the graph" };
    private static readonly Option<string?> Like = new("--like") { Description = "A model, by folder or id, that lends its preparation, thresholds and labels; without it one of --models whose tensors are the same, if there is any" };
    private static readonly Option<string?> Kind = new("--modality") { Description = "CXR or CT, where the tensors do not tell slices of a volume from radiographs" };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace a model.json that is there" };
    private static readonly Option<string> Models = CommonOptions.Models();
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create()
    {
        Kind.Accepting("CXR", "CT");
        var command = new Command("new", "Draft a manifest from an ONNX file: roles and format by the names and shapes of its tensors, digests, a golden case; every guess is told with its reason")
        {
            File, Id, Labels, Like, Kind, Force, Models, Output,
        };
        CliAction.Set(command, (parsed, cancellationToken) => Task.FromResult(Run(parsed, cancellationToken)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(parsed.GetRequiredValue(File));
        var models = parsed.GetRequiredValue(Models);
        var target = Path.Combine(Path.GetDirectoryName(path)!, ManifestName);
        if (System.IO.File.Exists(target) && !parsed.GetValue(Force)) throw new CliException($"{target} is there already: --force replaces it");
        var catalog = ModelFolders.Catalog(models);
        var drafted = ModelDraft.Of(
            path,
            new DraftOptions
            {
                Taxonomy = ModelFolders.Taxonomy(Path.GetDirectoryName(Path.GetDirectoryName(path)!) ?? models, models),
                Id = parsed.GetValue(Id),
                Labels = parsed.GetValue(Labels) is { } names ? Names(names) : null,
                Modality = parsed.GetValue(Kind) switch { "CT" => Modality.Ct, "CXR" => Modality.Cxr, _ => null },
                MustBeAlike = parsed.GetValue(Like) is not null,
                Alike = parsed.GetValue(Like) is { } like ? [ModelFolders.Load(like, catalog)]
                    : parsed.GetValue(Labels) is not null ? []
                    : [.. catalog.Entries().Select(static entry => entry.Manifest).OfType<ModelManifest>()],
            },
            cancellationToken);
        System.IO.File.WriteAllBytes(target + ".tmp", drafted.Manifest.ToJson());
        System.IO.File.Move(target + ".tmp", target, overwrite: true);
        if (parsed.GetValue(Output) == OutputFormat.Json) JsonOutput.Write(new DraftedManifest(target, drafted.Evidence));
        else TableOutput.Write(["field", "guess", "why"], drafted.Evidence.Select(static one => (IReadOnlyList<string>)[one.Field, one.Guess, one.Why]));
        Console.Error.WriteLine($"{target}: read it through, then vividmed models check {Path.GetDirectoryName(path)}");
        return ExitCode.Ok;
    }

    private static List<string> Names(string path)
    {
        if (!System.IO.File.Exists(path)) throw new CliException($"{Missing.File(path)}; --labels takes a text file with a name a line") { Code = "file-missing" };
        if (new FileInfo(path).Length > LongestNames) throw new CliException($"{path} has more than {LongestNames} bytes: --labels takes a name a line");
        var names = System.IO.File.ReadAllLines(path).Select(static line => line.Trim()).Reverse().SkipWhile(static line => line.Length == 0).Reverse().ToList();
        return names.Count > 0 ? names : throw new CliException($"{path} is empty: --labels takes a name a line");
    }
}
