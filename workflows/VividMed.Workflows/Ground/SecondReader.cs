using VividMed.Grounding;
using VividMed.Reports;
using VividMed.Reports.Llm;
using VividMed.Workflows.Tag;

namespace VividMed.Workflows.Ground;

/// <summary>
/// Where image and text disagree, a language model reads the sentence again before the disagreement is written down; sentences that it was
/// asked about while the report was tagged are not asked about twice.
/// </summary>
internal sealed class SecondReader(LlmTagger model, ReportStyle style)
{
    private readonly List<TagReview> _reviews = [];

    /// <summary>Studies in which it read otherwise, or could not read.</summary>
    public IReadOnlyList<TagReview> Reviews => _reviews;

    /// <summary>The report as it reads now; null where that is as before.</summary>
    public async Task<TaggedReport?> ReadAsync(string study, TaggedReport report, GroundingResult grounded, CancellationToken cancellationToken)
    {
        if (grounded.Conflicts() is not { Count: > 0 } sentences) return null;
        if (await model.RereadAsync(report, style, sentences, cancellationToken) is not { } tagging) return null;
        if (tagging is { Fallback: null, Disagreements.Count: 0 }) return null;
        _reviews.Add(new TagReview(study, tagging.Fallback, tagging.Disagreements));
        return tagging.Fallback is null ? tagging.Report : null;
    }
}
