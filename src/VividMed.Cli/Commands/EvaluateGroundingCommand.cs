using System.CommandLine;
using VividMed.Cli.CommandOptions;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Evaluation.Grounding;
using VividMed.Evaluation.Pages;
using VividMed.Phantoms.Writing;
using VividMed.Reports.Wordings;
using VividMed.Shards.Versions;
using VividMed.Taxonomy;

namespace VividMed.Cli.Commands;

/// <summary>
/// vividmed evaluate grounding: regions of committed samples against a truth, or the alignment alone over a phantom's true regions.
/// </summary>
internal static class EvaluateGroundingCommand
{
    private static readonly Option<string?> Shards = new("--shards") { Description = "The store that a run wrote to; without it the alignment alone is measured, over the true regions of a phantom dataset" };
    private static readonly Option<string> Truth = new("--truth") { Description = "A phantom dataset's folder or truth.json, MS_CXR_Local_Alignment*.csv, PadChest-GR's grounded reports (.json), or gold lines (.jsonl)", Required = true };
    private static readonly Option<int?> Version = NumberOptions.Version("Number of a version; the newest without it");
    private static readonly Option<string?> Page = new("--report") { Description = "Also write a page with tables and disagreements into this HTML file" };
    private static readonly Option<string?> Fit = new("--fit-confidence") { Description = "Also fit, model by model, what share of pairs is right to how sure the samples are, and write it into this file: as confidence.json in a models folder it makes shares of the confidences of later versions" };
    private static readonly Option<string> Models = CommonOptions.Models();
    private static readonly Option<int> Seed = NumberOptions.Seed(1);
    private static readonly Option<OutputFormat> Output = CommonOptions.Output();

    public static Command Create()
    {
        var command = new Command("grounding", "Precision, recall, overlap and side errors of grounded phrases, by target, each with a 95 % bootstrap interval over studies")
        {
            Shards, Truth, Version, Page, Fit, Models, Seed, Output,
        };
        CliAction.Set(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var truth = parsed.GetRequiredValue(Truth);
        var taxonomy = ModelFolders.Taxonomies(parsed.GetRequiredValue(Models));
        var (scores, unknown, title) = parsed.GetValue(Shards) is { } shards
            ? await OfShardsAsync(shards, parsed.GetValue(Version), truth, taxonomy, cancellationToken)
            : (await new AlignerTrial(taxonomy, ReportLanguage.OfFolder(parsed.GetRequiredValue(Models))).RunAsync(truth, PhantomTruth.Load(truth), cancellationToken), 0, "The alignment alone, over true regions");
        var evaluation = GroundingEvaluation.Of(scores, unknown, parsed.GetValue(Seed));
        if (parsed.GetValue(Fit) is { } file) ConfidenceFit.Of(scores.SelectMany(static score => score.Pairs)).Save(file);
        if (parsed.GetValue(Page) is { } page)
        {
            await File.WriteAllTextAsync(page, await EvaluationPages.RenderAsync(title, truth, evaluation), cancellationToken);
        }

        if (parsed.GetValue(Output) == OutputFormat.Json) JsonOutput.Write(evaluation);
        else GroundingTable.Write(evaluation);
        return ExitCode.Ok;
    }

    private static async Task<(IReadOnlyList<StudyScore> Scores, int WithoutTruth, string Title)> OfShardsAsync(
        string shards, int? version, string truthPath, TargetTaxonomy taxonomy, CancellationToken cancellationToken)
    {
        var store = StoreOption.OpenExisting(Shards.Name, shards);
        var number = version ?? await VersionReader.LatestAsync(store, cancellationToken);
        var truth = GroundTruth.Load(truthPath, taxonomy);
        var scores = new List<StudyScore>();
        var unknown = 0;
        await foreach (var stored in VersionReader.ReadAsync(store, number, withImages: false, cancellationToken))
        {
            if (truth.Of(stored.Sample) is { } known) scores.Add(GroundingScorer.Score(stored.Sample, known));
            else unknown++;
        }

        return scores.Count > 0
            ? (scores, unknown, $"Grounded samples in {shards}")
            : throw new CliException(
                $"none of the {unknown} samples in {store.DisplayName} is in {truthPath}: is it the truth of this dataset?");
    }
}
