using VividMed.Grounding;
using VividMed.Localization;
using VividMed.Reports;
using VividMed.Shards.Buckets;
using VividMed.Workflows.Recipes;
using VividMed.Workflows.Requests;

namespace VividMed.Workflows.Resources;

/// <summary>
/// What this worker makes of a request, by name: everything that changes samples apart from the sources. How fast a run goes, what it is
/// called and where things lie is no part of it.
/// </summary>
public sealed class PipelineRecipes(PipelineTaggers taggers)
{
    /// <summary>A part only where the models folder has a language of its own: that of the program belongs to the tagger's behavior.</summary>
    private const string Language = "language";

    /// <summary>Parts that follow from files: everyone sees them change at the same time.</summary>
    private static readonly string[] Files = ["anatomy", "confidence", "detector", Language, SampleRecipe.Miniatures, "segmenter", "taxonomy"];

    /// <summary>How strict the alignment is; one for all runs.</summary>
    public static GroundingOptions Grounding { get; } = new();

    /// <summary>The parts that any worker can tell.</summary>
    public SampleRecipe OfText(SynthesisRequest request)
    {
        var parts = TextParts(request);
        if (taggers.OpenLanguage(request) is { IsBuiltIn: false } language) parts.Add(Language, language.Digest);
        return new SampleRecipe(parts);
    }

    private SortedDictionary<string, string> TextParts(SynthesisRequest request) => new(StringComparer.Ordinal)
    {
        ["acquisition"] = request.Options.Acquisition ? "1" : "none",
        ["confidence"] = taggers.OpenScales(request).Digest(ModelsOf(request.Options)) ?? "uncalibrated",
        ["grounding"] = $"{Grounder.Behavior} {Grounding.Digest()}",
        ["record"] = $"{Sample.SchemaVersion}",
        ["tagger"] = taggers.OpenLlm(request) is { } llm
            ? $"{request.Options.Llm!.Model} {llm.Digest}, rules {ReportTagger.Behavior}"
            : $"rules {ReportTagger.Behavior}",
        ["taxonomy"] = taggers.OpenTaxonomy(request).Digest,
    };

    private static string[] ModelsOf(SynthesisOptions options) => [options.Detector, options.Segmenter, options.RadiographSegmenter, options.MrSegmenter];

    /// <summary>The parts that only a worker that runs the models can tell.</summary>
    public static SampleRecipe OfModels(StudyLocalizer localizer) => new(
        localizer.Confinement is { MeansNothing: true, Miniatures: var miniatures }
            ? new Dictionary<string, string>(localizer.Recipe, StringComparer.Ordinal) { [SampleRecipe.Miniatures] = string.Join(' ', miniatures) }
            : localizer.Recipe);

    /// <summary>Both together.</summary>
    public static SampleRecipe Join(SampleRecipe text, SampleRecipe models) =>
        new(text.Parts.Concat(models.Parts).ToDictionary(static part => part.Key, static part => part.Value, StringComparer.Ordinal));

    /// <exception cref="RecipeChangedException">The taxonomy or the language is another than the plan's.</exception>
    /// <exception cref="StaleWorkerException">This program is another than the one that planned.</exception>
    public async Task CheckTextAsync(
        RunFolder folder, SynthesisRequest request, RecipeReference planned, CancellationToken cancellationToken)
    {
        var mine = OfText(request);
        if (mine.Digest != planned.Text) throw await DifferenceAsync(folder, mine, mine.Parts.Keys.Union([Language]), cancellationToken);
    }

    /// <exception cref="RecipeChangedException">A model is another than the plan's.</exception>
    /// <exception cref="StaleWorkerException">This program or what it runs models on is another than when the run was planned.</exception>
    public static async Task CheckModelsAsync(
        RunFolder folder, StudyLocalizer localizer, RecipeReference planned, CancellationToken cancellationToken)
    {
        var mine = OfModels(localizer);
        if (mine.Digest != planned.Models) throw await DifferenceAsync(folder, mine, mine.Parts.Keys.Union([SampleRecipe.Miniatures]), cancellationToken);
    }

    /// <summary>The models whose findings mean nothing in this run.</summary>
    public static async Task<IReadOnlyCollection<string>> MiniaturesAsync(RunFolder folder, CancellationToken cancellationToken) =>
        (await folder.ReadAsync<Dictionary<string, string>>(folder.Recipe, cancellationToken)).GetValueOrDefault(SampleRecipe.Miniatures)?.Split(' ') ?? [];

    private static async Task<Exception> DifferenceAsync(
        RunFolder folder, SampleRecipe mine, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var planned = await folder.ReadAsync<Dictionary<string, string>>(folder.Recipe, cancellationToken);
        var different = names.Where(name => planned.GetValueOrDefault(name) != mine.Parts.GetValueOrDefault(name)).ToList();
        return different.Find(static name => Files.Contains(name, StringComparer.Ordinal)) is { } file
            ? new RecipeChangedException(file == SampleRecipe.Miniatures ? "the truth.json of the dataset" : $"the {file}")
            : new StaleWorkerException(string.Join(", ", different));
    }
}
