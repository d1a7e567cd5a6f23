using System.CommandLine;
using System.Globalization;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Evaluation.Pages;
using VividMed.Evaluation.Reports;
using VividMed.Reports;
using VividMed.Reports.Wordings;

namespace VividMed.Cli.Commands;

/// <summary>vividmed evaluate reports: the tagger's answers against labels that people gave.</summary>
internal static class EvaluateReportsCommand
{
    private static readonly Option<string[]> Gold = new("--gold")
    {
        Description = "Gold files: .jsonl, .csv or .tsv with an id, a text (text, report, sentence, or findings and impression) and one column a label (1, 0, -1 uncertain), a marked phrase with its negation, or a list gold of marked mentions with target, polarity, temporality, side, location, sizeMm, change, certainty and count. A file with several sets is measured by each",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string[]> Labels = new("--labels") { Description = "Sets to look at: chexpert14, ctRate18, openi13, negation, frames; those that the files carry without it", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<ReportStyle?> Style = ReportStyleOption.Create();
    private static readonly Option<string?> Page = new("--report") { Description = "Also write a page with figures, intervals and disagreements into this HTML file" };
    private static readonly Option<int> Resamples = NumberOptions.Count(
        "--resamples", 1_000, "Bootstrap samples behind the intervals; 0 for none");
    private static readonly Option<int> Examples = NumberOptions.Count("--examples", 5, "Disagreements to list for each label and kind");
    private static readonly Option<bool> ShowText = new("--show-text") { Description = "Let disagreements carry sentences of the reports. Reports are sensitive: only ids and spans are written without it" };
    private static readonly Option<int> Seed = NumberOptions.Seed(1);
    private static readonly Option<string?> Modality = ReportStyleOption.Modality();
    private static readonly Option<string> Models = CommonOptions.Models();
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create()
    {
        Labels.Accepting([.. LabelSet.All.Select(set => set.Name)]);
        var command = new Command("reports", "Precision, recall and F1 of the tagger by label, each with a 95 % bootstrap interval over reports") { Gold, Labels, Style, Modality, Page, Resamples, Examples, ShowText, Seed, Models, Output };
        CliAction.Set(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var files = parsed.GetRequiredValue(Gold);
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing) throw new CliException($"{Missing.File(missing)}; --gold takes reports with labels (.jsonl, .csv, .tsv)") { Code = "file-missing" };
        var taxonomy = ReportStyleOption.TaxonomyOf(parsed.GetRequiredValue(Models), parsed.GetValue(Modality));
        var evaluator = new ReportEvaluator(taxonomy, ReportLanguage.OfFolder(parsed.GetRequiredValue(Models)));
        var sets = (parsed.GetValue(Labels) ?? []).Select(name => LabelSet.All.Single(set => set.Name == name)).ToList();
        var options = new EvaluationOptions(
            sets, parsed.GetValue(Style), parsed.GetValue(Resamples), parsed.GetValue(Seed), parsed.GetValue(Examples),
            parsed.GetValue(ShowText));
        var evaluation = evaluator.Evaluate(files.SelectMany(GoldFile.Read), options, Progress, cancellationToken);
        if (parsed.GetValue(Page) is { } page)
        {
            await File.WriteAllTextAsync(
                page, await EvaluationPages.RenderAsync("The tagger's answers", files, evaluation), cancellationToken);
        }

        if (parsed.GetValue(Output) == OutputFormat.Json) JsonOutput.Write(evaluation);
        else Write(evaluation);
        return ExitCode.Ok;
    }

    private static void Progress(int read)
    {
        if (read % 10_000 == 0) Console.Error.WriteLine($"{read} reports read");
    }

    private static void Write(ReportEvaluation evaluation)
    {
        foreach (var set in evaluation.Sets)
        {
            var rows = set.Classes.Append(set.Micro)
                .Select(Cells)
                .Append([$"macro, {set.Reports} reports", "", "", Number(set.MacroF1), "", "", ""]);
            TableOutput.Write([set.Set, "precision", "recall", "F1", "hits", "false alarms", "misses"], rows);
        }

        if (evaluation.Disagreements.Count > 0)
        {
            TableOutput.Write(["disagreement", "kind", "report", "mentions"], evaluation.Disagreements.Select(Cells));
        }

        if (evaluation.Unreadable > 0) Console.Error.WriteLine($"{evaluation.Unreadable} reports could not be read and count in nothing");
    }

    private static IReadOnlyList<string> Cells(ClassScore score) =>
        [score.Label, Number(score.Precision), Number(score.Recall), Number(score.F1), Whole(score.Hits), Whole(score.FalseAlarms), Whole(score.Misses)];

    private static IReadOnlyList<string> Cells(Disagreement example) =>
        [$"{example.Label} ({example.Set})", example.Outcome == LabelOutcome.Miss ? "miss" : "false alarm", example.Id, string.Join("; ", example.Mentions.Select(mention => $"{mention.Start}-{mention.End} {mention.Polarity} {mention.Temporality} {mention.Snippet}".TrimEnd()))];

    private static string Number(Figure figure) =>
        string.Create(CultureInfo.InvariantCulture, $"{figure.Value:F3} ({figure.Low:F3}-{figure.High:F3})");

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);
}
