using System.CommandLine;
using System.Globalization;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Images;
using VividMed.Cli.Localizers;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Reports;
using VividMed.Reports.Wordings;
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
    private static readonly Option<string?> Localizers = LocalizerFlags.Localizers();
    private static readonly Option<double> Limit = LocalizerFlags.Limit();
    private static readonly Option<string> Models = CommonOptions.Models();
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create()
    {
        var command = new Command(
            "ask",
            "Ask a trained model about an image: a question, or which of a list of names it sees and where")
        {
            Question, Model, Image, Modality, See, Localizers, Limit, Models, Output,
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
        var names = model.Ask(seen, parsed.GetValue(See) ?? []);
        var said = parsed.GetValue(Localizers) is { } folder
            ? await LocatedAsync(model, image, folder, parsed, cancellationToken)
            : new LocatedAnswer(parsed.GetValue(Question) is { } question ? model.Answer(seen, question) : null, []);
        if (parsed.GetValue(Output) == OutputFormat.Json)
        {
            JsonOutput.Write(new AnsweredQuestion(
                parsed.GetValue(Question), said.Answer, [.. names.Select(name => new SeenName(name.Name, name.Share, WrittenPhrase.Records(said.BoxesOf(name), isFlat)))],
                [.. said.Located.Select(name => LocatedAnswer.Record(name, isFlat))], WrittenReport.Notice));
            return ExitCode.Ok;
        }

        if (said.Answer is { } answer) Console.Out.WriteLine(answer.Length > 0 ? answer : "(no answer)");
        if (said.Located.Count > 0) TableOutput.Write(["name", "answer", "located", "boxes with scores"], said.Located.Select(name => (IReadOnlyList<string>)[name.Name, name.Answer, PhraseSource.Of(name).Words, Boxes(name.Boxes, isFlat)]));
        else if (names.Count > 0) TableOutput.Write(["name", "seen", "boxes with scores"], names.Select(name => Cells(name, isFlat)));
        await Console.Error.WriteLineAsync(WrittenReport.Notice);
        return ExitCode.Ok;
    }

    /// <summary>Where a question speaks of one finding, and of each name, with the localizers' places for what the model has not learned to locate.</summary>
    private static async Task<LocatedAnswer> LocatedAsync(VividMedModel model, ReadImage image, string folder, ParseResult parsed, CancellationToken cancellationToken)
    {
        var models = parsed.GetRequiredValue(Models);
        using var localizer = ImageLocalizer.Of(folder, LocalizerFlags.Time(parsed.GetValue(Limit)), image, models);
        var tagger = new ReportTagger(ModelFolders.Taxonomy(folder, models), ReportLanguage.OfFolder(models));
        var (answer, located) = (default(string), new List<LocatedName>());
        if (parsed.GetValue(Question) is { } question)
        {
            var asked = ImageLocalizer.FindingIn(question, tagger, image.Modality);
            if (asked is var (_, finding)) located.Add(await localizer.LocateAsync(model, image, finding, cancellationToken));
            // What the model has not learned to locate it has nothing to say of but what came of the call.
            answer = asked is var (target, _) && !model.Locates(image.Modality, target) ? located[0].Answer : model.Answer(image.ForModel, question);
        }

        foreach (var name in parsed.GetValue(See) ?? []) located.Add(await localizer.LocateAsync(model, image, name, cancellationToken));
        return new LocatedAnswer(answer, located);
    }

    private static IReadOnlyList<string> Cells(TargetPresence name, bool isFlat) =>
    [
        name.Name,
        name.Share.ToString("P0", CultureInfo.InvariantCulture),
        Boxes(name.Boxes, isFlat),
    ];

    private static string Boxes(IReadOnlyList<ScoredBox> boxes, bool isFlat) => string.Join(
        "; ", boxes.Select(box => string.Create(CultureInfo.InvariantCulture, $"{string.Join(' ', WrittenPhrase.Numbers(box.Box, isFlat).Select(static number => Math.Round(number)))} ({box.Score:F2})")));
}
