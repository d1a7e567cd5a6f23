using System.CommandLine;
using System.Text.Json;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Reports;
using VividMed.Reports.Assertions;
using VividMed.Reports.Documents;
using VividMed.Reports.Llm;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;
using VividMed.Workflows.Requests;

namespace VividMed.Cli.Commands;

/// <summary>vividmed report tag: findings of one report, or of many as JSON lines; vividmed report generate.</summary>
internal static class ReportCommand
{
    private static readonly JsonSerializerOptions LineFormat = new(JsonSerializerDefaults.Web);

    public static Command Create() => new("report", "Look at what the tagger finds in reports, or let a trained model write one") { Tag(), ReportGenerateCommand.Create() };

    private static Command Tag()
    {
        var file = new Argument<string?>("file") { Description = "A report's text file, or - for standard input", Arity = ArgumentArity.ZeroOrOne };
        var jsonl = new Option<string?>("--jsonl") { Description = "Lines {id,text[,phrase{start,end}]} instead of one report; - for standard input. Answers {id,findings}, or {id,assertion} for a line with a phrase" };
        var labels = new Option<bool>("--with-labels") { Description = "With --jsonl: adds the CheXpert-14 and CT-RATE-18 labels to each line" };
        var style = ReportStyleOption.Create();
        var modality = ReportStyleOption.Modality();
        var models = CommonOptions.Models();
        var output = CommonOptions.Output();
        var command = new Command("tag", "Sections, findings (polarity, time, side) and the CheXpert-14 and CT-RATE-18 labels. Offsets are UTF-16 code units of the text as given") { file, jsonl, labels, style, modality, models, LlmSettings.Endpoint, LlmSettings.Model, LlmSettings.Scope, output };
        CliAction.Set(command, async (parsed, cancellationToken) =>
        {
            var taxonomy = ReportStyleOption.TaxonomyOf(parsed.GetRequiredValue(models), parsed.GetValue(modality));
            var language = ReportLanguage.OfFolder(parsed.GetRequiredValue(models));
            var tagger = new ReportTagger(taxonomy, language);
            if (parsed.GetValue(jsonl) is { } lines)
            {
                if (parsed.GetValue(file) is not null) throw CliException.WrongCall("give a report's file or --jsonl, not both");
                return await TagLinesAsync(
                    tagger, new AssertionClassifier(language), parsed.GetValue(style), parsed.GetValue(labels) ? taxonomy : null, lines, cancellationToken);
            }

            var source = parsed.GetValue(file) ?? throw CliException.WrongCall("give a report's file, - for standard input, or --jsonl");
            var text = await ReadAsync(source, cancellationToken);
            if (string.IsNullOrWhiteSpace(text)) throw new CliException($"{NameOf(source)} holds no text: give a report as plain text (UTF-8)") { Code = "empty-report" };
            var layout = parsed.GetValue(style) ?? ReportStyles.Detect(text);
            var report = LlmSettings.From(parsed) is { } model
                ? await AskModelAsync(model, taxonomy, tagger, text, layout, cancellationToken)
                : tagger.Tag(text, layout);
            if (parsed.GetValue(output) == OutputFormat.Json)
            {
                Console.Out.WriteLine(ReportTagDocument.From(report, text, taxonomy).ToJson());
            }
            else TableOutput.Write(["finding", "target", "kind", "polarity", "time", "side"], report.Findings.Select(Cells));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<TaggedReport> AskModelAsync(
        LlmChoice choice, TargetTaxonomy taxonomy, ReportTagger rules, string text, ReportStyle style, CancellationToken cancellationToken)
    {
        var options = LlmSettings.OptionsOf(choice);
        using var client = LlmEndpoint.Connect(options);
        var tagging = await new LlmTagger(taxonomy, rules, client, options).TagAsync(text, style, cancellationToken);
        if (tagging.Fallback is { } reason) await Console.Error.WriteLineAsync($"vividmed: tagged by the rules, the model's answer did not stand ({reason})");
        foreach (var (kind, target, sentence) in tagging.Disagreements)
        {
            await Console.Error.WriteLineAsync($"vividmed: model and rules differ in sentence {sentence}: {target} ({kind})");
        }

        return tagging.Report;
    }

    private static IReadOnlyList<string> Cells(Finding finding) =>
        [finding.Text, finding.Target, $"{finding.Kind}", $"{finding.Polarity}", $"{finding.Temporality}", $"{finding.Side}"];

    /// <summary>Answers every line in order. A text that cannot be read is answered with an error, and the rest go on.</summary>
    private static async Task<int> TagLinesAsync(
        ReportTagger tagger, AssertionClassifier classifier, ReportStyle? style, TargetTaxonomy? labels, string source, CancellationToken cancellationToken)
    {
        var failed = 0;
        using var reader = source == "-" ? Console.In : File.OpenText(source);
        await using var writer = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = source == "-" };
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var request = Parse(line, $"{NameOf(source)}, line {number}");
            if (request.Phrase is { } phrase)
            {
                var answer = AssertionDocument.From(request.Id, request.Text, phrase, classifier);
                if (answer.Error is not null) failed++;
                await writer.WriteLineAsync(JsonSerializer.Serialize(answer, ReportTagDocument.JsonFormat).AsMemory(), cancellationToken);
            }
            else
            {
                var answer = FindingsDocument.From(request.Id, request.Text, style ?? ReportStyles.Detect(request.Text), tagger, labels);
                if (answer.Error is not null) failed++;
                await writer.WriteLineAsync(JsonSerializer.Serialize(answer, ReportTagDocument.JsonFormat).AsMemory(), cancellationToken);
            }
        }

        if (failed > 0) await Console.Error.WriteLineAsync($"{failed} lines could not be read; their answers carry an error");
        return ExitCode.Ok;
    }

    private static string NameOf(string source) => source == "-" ? "standard input" : source;

    private static ReportInput Parse(string line, string place)
    {
        try
        {
            return JsonSerializer.Deserialize<ReportInput>(line, LineFormat) is { Id: not null, Text: not null } request
                ? request
                : throw new CliException($"{place}: id or text is missing");
        }
        catch (JsonException)
        {
            throw new CliException($"{place}: no JSON object {{id, text[, phrase{{start, end}}]}}; --jsonl takes one a line");
        }
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken) =>
        file == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(file, cancellationToken);
}

/// <summary>A line of <c>report tag --jsonl</c>.</summary>
internal sealed record ReportInput(string Id, string Text, TextSpan? Phrase);
