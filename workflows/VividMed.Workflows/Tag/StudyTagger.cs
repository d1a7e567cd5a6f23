using VividMed.Datasets;
using VividMed.Datasets.Index;
using VividMed.Datasets.Reports;
using VividMed.Grounding.Review;
using VividMed.Localization;
using VividMed.Reports;
using VividMed.Reports.Llm;
using VividMed.Workflows.Plan;
using VividMed.Workflows.Requests;
using VividMed.Workflows.Resources;

namespace VividMed.Workflows.Tag;

/// <summary>
/// Reads and tags the reports of a partition, by rules or by a language model; several reports are with the model at the same time.
/// </summary>
internal sealed class StudyTagger(PipelineEnvironment environment, SynthesisRequest request) : IDisposable
{
    /// <summary>Servers batch what is there at the same time; more only waits in their queue.</summary>
    private const int ReportsInFlight = 8;

    private readonly IDataset _dataset = environment.Stores.OpenDataset(request);
    private readonly ReportStyle _style = ReportStyles.For(environment.Stores.OpenDataset(request).Modality);
    private readonly ReportTagger _rules = environment.Taggers.OpenRules(request);
    private readonly LlmTagger? _model = environment.Taggers.OpenLlm(request);
    private readonly ReviewedText _review = new(environment.Taggers.OpenTaxonomy(request));
    private readonly SemaphoreSlim _turn = new(ReportsInFlight);
    private readonly List<TagReview> _reviews = [];

    /// <summary>Whether there is anything that <see cref="Reviews"/> could tell of.</summary>
    public bool UsesModel => _model is not null;

    /// <summary>Studies to be looked at, in the order of their ids.</summary>
    public IReadOnlyList<TagReview> Reviews => [.. _reviews.OrderBy(static review => review.Study, StringComparer.Ordinal)];

    /// <summary>Starts all studies; each task fails by itself, where its own report is at fault.</summary>
    public Dictionary<string, Task<TaggedStudy>> Start(IEnumerable<PlannedStudy> studies, CancellationToken cancellationToken) =>
        studies.ToDictionary(static planned => planned.Study.Id, planned => TagAsync(planned, cancellationToken), StringComparer.Ordinal);

    public void Dispose() => _turn.Dispose();

    /// <summary>
    /// A table or archive that changed since the study was listed has another study's report where this one's was: it must not be taken for
    /// this one's. A file of its own is this study's whatever it says now.
    /// </summary>
    private static void CheckPlace(Study study, string digest)
    {
        if (study.Report is not { Form: not ReportForm.Text, Sha256: { } listed } || listed == digest) return;
        throw new DatasetException(
            "missing-report", $"the table or archive of reports changed since study {study.Id} was listed: the next run reads it again");
    }

    private async Task<TaggedStudy> TagAsync(PlannedStudy planned, CancellationToken cancellationToken)
    {
        var study = planned.Study;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var readAt = environment.Time.GetUtcNow();
            var (text, digest) = await _dataset.LoadReportAsync(study, cancellationToken);
            CheckPlace(study, digest);
            var settled = SourceClock.IsSettled(study.Report?.Stamp ?? "", readAt);
            if (_model is null) return Describe(planned, _rules.Tag(text, _style), digest, settled);
            var tagging = await _model.TagAsync(text, _style, cancellationToken);
            if (tagging is { Fallback: not null } or { Disagreements.Count: > 0 })
            {
                lock (_reviews) _reviews.Add(new TagReview(study.Id, tagging.Fallback, tagging.Disagreements));
            }

            return Describe(planned, tagging.Report, digest, settled);
        }
        finally
        {
            _turn.Release();
        }
    }

    private TaggedStudy Describe(PlannedStudy planned, TaggedReport report, string digest, bool settled)
    {
        var reviewed = planned.Corrections is { } corrections ? _review.Correct(report, corrections) : report;
        return new TaggedStudy(planned.Study, report)
        {
            Reviewed = ReferenceEquals(reviewed, report) ? null : reviewed,
            ReportSha256 = digest,
            ReportIsSettled = settled,
        };
    }
}
