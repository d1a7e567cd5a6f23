using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using VividMed.Evaluation.Grounding;
using VividMed.Evaluation.Quality;
using VividMed.Evaluation.Reports;
using VividMed.Evaluation.Review;
using VividMed.Shards.Duplicates;
using VividMed.Shards.Versions;

namespace VividMed.Evaluation.Pages;

/// <summary>Evaluations as HTML files that need nothing else.</summary>
public static class EvaluationPages
{
    /// <param name="gold">Names of the gold files.</param>
    public static Task<string> RenderAsync(string title, IReadOnlyList<string> gold, ReportEvaluation evaluation) => RenderAsync<ReportEvaluationPage>(new()
    {
        [nameof(ReportEvaluationPage.Title)] = title,
        [nameof(ReportEvaluationPage.Gold)] = gold,
        [nameof(ReportEvaluationPage.Evaluation)] = evaluation,
    });

    /// <param name="truth">What the truth is called.</param>
    public static Task<string> RenderAsync(string title, string truth, GroundingEvaluation evaluation) => RenderAsync<GroundingEvaluationPage>(new()
    {
        [nameof(GroundingEvaluationPage.Title)] = title,
        [nameof(GroundingEvaluationPage.Truth)] = truth,
        [nameof(GroundingEvaluationPage.Evaluation)] = evaluation,
    });

    /// <summary>What a version is like.</summary>
    /// <param name="quarantine">Quarantined studies by reason.</param>
    public static Task<string> RenderAsync(
        DatasetManifest manifest, VersionQuality quality, IReadOnlyDictionary<string, long> quarantine, ReviewReport review, DuplicateReport? duplicates = null) => RenderAsync<QualityPage>(new()
        {
            [nameof(QualityPage.Manifest)] = manifest,
            [nameof(QualityPage.Quality)] = quality,
            [nameof(QualityPage.Quarantine)] = quarantine,
            [nameof(QualityPage.Review)] = review,
            [nameof(QualityPage.Duplicates)] = duplicates,
        });

    private static async Task<string> RenderAsync<TPage>(Dictionary<string, object?> parameters)
        where TPage : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            "<!doctype html>\n" + (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString() + "\n");
    }
}
