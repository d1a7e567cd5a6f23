using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Metrics;
using VividMed.Training.VisionLanguage.Tables;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>Counts the tables of an evaluation from what a model said of each study.</summary>
internal sealed class TableEvaluator(
    TargetTaxonomy taxonomy, IReadOnlyDictionary<Modality, IReadOnlyList<AskedTarget>> targets, IReadOnlyList<TrainingStudy> training, ModelEvaluationOptions options,
    PresenceScale? scale = null)
{
    private readonly ReportLabeler _labeler = new(taxonomy, options.Language);

    public StudyQuestions Questions { get; } = new(taxonomy, targets);

    /// <summary>What a text states and denies.</summary>
    public TextClaims Read(string text, Modality modality) => _labeler.Read(text, modality);

    public IReadOnlyList<EvaluationTable> Build(IReadOnlyList<StudyObservation> studies)
    {
        var priors = TrainingPriors.Of(training, _labeler);
        var bootstrap = new PatientBootstrap(options.Resamples, options.Seed);
        return
        [
            new PlaceTable(priors, bootstrap, options.SurfaceToleranceMm).Build(studies),
            new DetectionTable(Questions, priors, bootstrap, options.TruthIsExhaustive).Build(studies),
            new PresenceTable(Questions, priors, bootstrap, scale).Build(studies),
            new RephrasingTable(Questions, priors, bootstrap).Build(studies),
            new AnswerTable(priors, bootstrap).Build(studies),
            new ReportTable(_labeler, priors, Questions, bootstrap).Build(studies),
        ];
    }
}
