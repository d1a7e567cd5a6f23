using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Images;
using VividMed.Cli.Localizers;
using VividMed.Cli.Images.Inputs;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Imaging.Png;
using VividMed.Reports;
using VividMed.Reports.Wordings;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Cli.Commands;

/// <summary>vividmed report generate: a trained model writes the report of an image and shows where its phrases lie.</summary>
internal static class ReportGenerateCommand
{
    private static readonly Option<string> Model = TrainedModelOptions.Model();
    private static readonly Option<string> Image = TrainedModelOptions.Image();
    private static readonly Option<string?> Modality = TrainedModelOptions.Modality();
    private static readonly Option<string> Out = CommonOptions.Folder(new("--out") { Description = "Folder for the report's text, picture and record", DefaultValueFactory = _ => "." });
    private static readonly Option<bool> Plain = new("--plain") { Description = "Write the report without phrases that point into the image" };
    private static readonly Option<double?> OpeningCorrection = TrainedModelOptions.OpeningCorrection();
    private static readonly Option<string?> Localizers = LocalizerFlags.Localizers();
    private static readonly Option<double> Limit = LocalizerFlags.Limit();
    private static readonly Option<string> Models = CommonOptions.Models();
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create()
    {
        var command = new Command(
            "generate",
            "Let a trained model write the report of an image: IMAGE.report.txt with numbered phrases, IMAGE.report.png with their places in the same colors, and IMAGE.report.json")
        {
            Model, Image, Modality, Out, Plain, OpeningCorrection, Localizers, Limit, Models, Output,
        };
        CliAction.Set(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (folder, path) = (parsed.GetRequiredValue(Model), parsed.GetRequiredValue(Image));
        var decoding = TrainedModelOptions.DecodingOf(parsed.GetValue(OpeningCorrection));
        var taxonomy = ModelFolders.Taxonomies(parsed.GetRequiredValue(Models));
        var taggers = new ReportTaggers(taxonomy, ReportLanguage.OfFolder(parsed.GetRequiredValue(Models)));
        using var model = await TrainedModel.OpenAsync(folder, decoding, cancellationToken);
        var image = ReadImage.Of(path, TrainedModelOptions.ModalityOf(parsed.GetValue(Modality)));
        var written = WrittenReport.Of(folder, image, model.Report(image.ForModel, grounded: !parsed.GetValue(Plain), (text, modality) => TextClaims.Of(taggers.For(modality), text, modality)), taggers.For(image.Modality));
        using var localizer = ImageLocalizer.Of(parsed.GetValue(Localizers), LocalizerFlags.Time(parsed.GetValue(Limit)), image, parsed.GetRequiredValue(Models));
        var report = await localizer.LocateAsync(model, written, cancellationToken);

        var target = Directory.CreateDirectory(parsed.GetRequiredValue(Out)).FullName;
        var stem = Path.Combine(target, ImageName.Stem(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))) + ".report");
        var (text, record) = (report.ToText(), report.ToRecord(decoding.OpeningCorrection));
        await File.WriteAllTextAsync(stem + ".txt", text, cancellationToken);
        await File.WriteAllTextAsync(stem + ".json", JsonOutput.Line(record) + "\n", cancellationToken);
        await using (var png = File.Create(stem + ".png")) PngCodec.WriteRgb(png, report.Paint(image));
        if (parsed.GetValue(Output) == OutputFormat.Json) JsonOutput.Write(record);
        else Console.Out.Write(text);
        await Console.Error.WriteLineAsync($"{stem}.txt, .png, .json");
        return ExitCode.Ok;
    }
}
