using VividMed.Imaging.Masks;
using VividMed.Taxonomy;
using VividMed.Training.Experiments.Plans;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Decoding;
using VividMed.Training.VisionLanguage.Evaluators;
using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.Experiments.Results;

/// <summary>Holds what a model said of studies, or what can be said of them without looking, against what is known of them.</summary>
internal sealed class StudyScorer(ReportLabeler labeler, StudyQuestions questions)
{
    private const double ToleranceMm = 2;
    private const double There = 0.5;

    /// <summary>Of a model. Places that its heads were never taught count in nothing.</summary>
    public StudyResult Score(StudyObservation one, ExperimentArm arm)
    {
        var (study, modality) = (one.Study, one.Study.Sample.Modality);
        var reference = labeler.Label(TrainingPriors.BodyOf(study), modality);
        var plain = Written(ReportMeasure.Of(labeler.Label(one.Plain.Text, modality), reference));
        var result = new StudyResult(study.Sample.Patient, modality)
        {
            Report = arm.Grounding ? Written(Grounded(one, arm, reference)) : plain,
            Plain = plain,
            Asked = Asked(study, target => one.Asked[target].Presence > There),
            Answers = Answers(study, one.Answers),
        };
        return !arm.HasPlaces ? result : result with
        {
            Places = [.. one.Given.Select(given => Place(study, given, given.Boxes, given.Filled))],
            Boxes = Boxes(study, target => DetectionTable.Merge(questions.NamesOf(target).SelectMany(name => one.Asked[name].Found.Boxes))),
            Nulls = questions.Absent(study).ToDictionary(static target => target, target => one.Asked[target].Found.IsNothing, StringComparer.Ordinal),
        };
    }

    /// <summary>Of what is likeliest whatever the image shows: the most frequent answer, the mean box, the one report that suits all best.</summary>
    /// <param name="given">the report's phrases with their true regions</param>
    public StudyResult ScoreUnseen(TrainingStudy study, IReadOnlyList<GivenPhrase> given, TrainingPriors priors)
    {
        var modality = study.Sample.Modality;
        var report = priors.ReportOf(modality) is { } best ? Written(ReportMeasure.Of(best, labeler.Label(TrainingPriors.BodyOf(study), modality))) : null;
        return new StudyResult(study.Sample.Patient, modality)
        {
            Report = report,
            Plain = report,
            Asked = Asked(study, target => priors.RateOf(modality, target) > There),
            Answers = Answers(study, [.. study.Sample.Questions.Select(question => priors.AnswerOfQuestion(modality, question))]),
            Places = [.. given.Select(one =>
            {
                var place = priors.PlaceOf(modality, one.Phrase.Target, one.Phrase.Side);
                return Place(study, one, place is null ? [] : [new PlacedBox(place.Box, 0)], place?.Mask);
            })],
            Boxes = Boxes(study, target => MeanBoxes(priors, modality, target)),
            Nulls = questions.Absent(study).ToDictionary(static target => target, target => priors.PlaceOf(modality, target, Side.None) is null, StringComparer.Ordinal),
        };
    }

    private ReportMeasure Grounded(StudyObservation one, ExperimentArm arm, LabeledText reference)
    {
        var text = labeler.Label(one.Grounded.Text, one.Study.Sample.Modality);
        return arm.HasPlaces ? ReportMeasure.Of(one.Study, one.Grounded, text, reference, labeler.Taxonomy) : ReportMeasure.Of(text, reference);
    }

    private StatedResult Asked(TrainingStudy study, Func<string, bool> isThere) => StatedResult.Of(new StatedLabels(
        questions.Findings(study.Sample.Modality).Where(isThere).ToHashSet(StringComparer.Ordinal), StatedFindings.Present(study.Sample), StatedFindings.Open(study.Sample)));

    private static WrittenResult Written(ReportMeasure measure) =>
        new(StatedResult.Of(measure.Targets), measure.Bleu, measure.RougeL, measure.OnWrongSide, measure.Found);

    private static List<AnswerResult> Answers(TrainingStudy study, IReadOnlyList<string?> said) =>
        [.. study.Sample.Questions.Zip(said, static (question, answer) => new AnswerResult(question.Type, AnswerCheck.IsRight(answer, question)))];

    private static PlaceResult Place(TrainingStudy study, GivenPhrase given, IReadOnlyList<PlacedBox> boxes, Mask? filled)
    {
        var measure = PlaceMeasure.Of(study, given, boxes, filled, ToleranceMm);
        return new PlaceResult(measure.Target, measure.Overlaps, measure.GeneralizedOverlaps, measure.Distances, measure.Dice, measure.IsOnWrongSide);
    }

    private List<BoxesResult> Boxes(TrainingStudy study, Func<string, IReadOnlyList<PlacedBox>> boxes)
    {
        var mentioned = StatedFindings.Mentioned(study.Sample);
        return [.. questions.Findings(study.Sample.Modality).Where(mentioned.Contains).Select(target =>
        {
            var image = DetectionTable.Judge(study, target, boxes(target));
            return new BoxesResult(target, [.. image.Boxes.Select(static box => box.Score)], [.. image.Boxes.Select(static box => box.IsRight)], image.Wanted);
        })];
    }

    private static List<PlacedBox> MeanBoxes(TrainingPriors priors, Modality modality, string target)
    {
        var rate = Math.Clamp(priors.RateOf(modality, target), 1e-6, 1 - 1e-6);
        return DetectionTable.Merge(((Side[])[Side.Left, Side.Right]).Select(side => priors.PlaceOf(modality, target, side)).OfType<PlacePrior>()
            .Select(prior => new PlacedBox(prior.Box, (float)Math.Log(rate / (1 - rate)))));
    }
}
