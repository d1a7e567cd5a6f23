using System.CommandLine;
using System.Globalization;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Graphs;

namespace VividMed.Cli.Commands;

/// <summary>vividmed models export: a trained model as ONNX graphs, for who runs it without this program.</summary>
internal static class ModelsExportCommand
{
    private static readonly Option<string> Model = TrainedModelOptions.Model();
    private static readonly Option<string> Out = CommonOptions.Out("Folder to write graphs, vocabulary, names and their description into: a new one, or that of an export before");
    private static readonly Option<string?> Modality = new("--modality") { Description = "Graphs for these images alone: CXR, CT or MR; without it for all that the model has learned from" };
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create()
    {
        Modality.Accepting([.. Modalities.Codes]);
        var command = new Command("export", "Write a trained VividMed as ONNX graphs with all that is needed to run them elsewhere; each is compared with the model first") { Model, Out, Modality, Output };
        CliAction.Set(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Outputs.RefuseSame((Out.Name, parsed.GetRequiredValue(Out)), (Model.Name, parsed.GetRequiredValue(Model)));
        var (store, prefix) = TrainedModel.Find(parsed.GetRequiredValue(Model));
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.GetRequiredValue(Out)));
        var graphs = await ModelExporter.ExportAsync(
            store, prefix, new LocalBlobStore(Path.GetDirectoryName(folder)!), Path.GetFileName(folder), TrainedModelOptions.ModalityOf(parsed.GetValue(Modality)), cancellationToken);
        if (parsed.GetValue(Output) == OutputFormat.Json) JsonOutput.Write(new ExportedFolder(folder, graphs));
        else TableOutput.Write(["graph", "size", "largest difference to Torch"], graphs.Select(static graph => (IReadOnlyList<string>)[graph.File, ByteText.Of(graph.Bytes), graph.Difference.ToString("G2", CultureInfo.InvariantCulture)]));
        await Console.Error.WriteLineAsync($"{folder}: model.json has inputs, outputs and numbers, README.md says how to run them");
        return ExitCode.Ok;
    }
}

/// <summary>The graphs of a trained model, and where they lie.</summary>
internal sealed record ExportedFolder(string Folder, IReadOnlyList<ExportedGraph> Graphs);
