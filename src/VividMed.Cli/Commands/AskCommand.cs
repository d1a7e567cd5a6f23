using System.CommandLine;
using System.Globalization;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Images;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Cli.Commands;

/// <summary>vividmed ask: a trained model answers a question about an image, or says what of a list it sees.</summary>
internal static class AskCommand
{
    private static readonly Argument<string?> Question = new("question") { Description = "A question, best in the words of the training's questions", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string> Model = TrainedModelOptions.Model();
    private static readonly Option<string> Image = TrainedModelOptions.Image();
    private static readonly Option<string?> Modality = TrainedModelOptions.Modality();
    private static readonly Option<string[]> See = new("--see") { Description = "Names of findings or structures: how likely each is seen, and where", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create()
    {
        var command = new Command(
            "ask",
            "Ask a trained model about an image: a question, or which of a list of names it sees and where")
        {
            Question, Model, Image, Modality, See, Output,
        };
        command.Validators.Add(static result =>
        {
            if (result.GetValue(Question) is null && result.GetValue(See) is null or { Length: 0 }) result.AddError("give a question, or names with --see");
        });
        CliAction.Set(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var model = await TrainedModel.OpenAsync(parsed.GetRequiredValue(Model), new DecodingOptions(), cancellationToken);
        var image = ReadImage.Of(parsed.GetRequiredValue(Image), TrainedModelOptions.ModalityOf(parsed.GetValue(Modality)));
        var (seen, isFlat) = (image.ForModel, image.Modality == Taxonomy.Modality.Cxr);
        var answer = parsed.GetValue(Question) is { } question ? model.Answer(seen, question) : null;
        var names = model.Ask(seen, parsed.GetValue(See) ?? []);
        if (parsed.GetValue(Output) == OutputFormat.Json)
        {
            JsonOutput.Write(new AnsweredQuestion(
                parsed.GetValue(Question), answer, [.. names.Select(name => new SeenName(name.Name, name.Share, WrittenPhrase.Records(name.Boxes, isFlat)))], WrittenReport.Notice));
            return ExitCode.Ok;
        }

        if (answer is not null) Console.Out.WriteLine(answer.Length > 0 ? answer : "(no answer)");
        if (names.Count > 0) TableOutput.Write(["name", "seen", "boxes with scores"], names.Select(name => Cells(name, isFlat)));
        await Console.Error.WriteLineAsync(WrittenReport.Notice);
        return ExitCode.Ok;
    }

    private static IReadOnlyList<string> Cells(TargetPresence name, bool isFlat) =>
    [
        name.Name,
        name.Share.ToString("P0", CultureInfo.InvariantCulture),
        string.Join("; ", name.Boxes.Select(box => string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', WrittenPhrase.Numbers(box.Box, isFlat).Select(static number => Math.Round(number)))} ({box.Score:F2})"))),
    ];
}
