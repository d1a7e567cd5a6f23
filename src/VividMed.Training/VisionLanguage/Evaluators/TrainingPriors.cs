using VividMed.Grounding;
using VividMed.Imaging.Masks;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>What can be said of a study without looking at it, learned from training studies: a model is worth what it knows beyond this.</summary>
internal sealed class TrainingPriors
{
    /// <summary>Before a target's name where all its sides are meant; no name begins so.</summary>
    private const string AnySide = "\n";

    private readonly Dictionary<(Modality, string Name), PlacePrior> _places = [];
    private readonly Dictionary<(Modality, string Name), string> _byType;
    private readonly Dictionary<(Modality, string Name), string> _byQuestion;
    private readonly Dictionary<(Modality, string Target), double> _rates;
    private readonly Dictionary<Modality, LabeledText> _reports;

    private TrainingPriors(IReadOnlyList<TrainingStudy> studies, ReportLabeler labeler)
    {
        foreach (var study in studies) AddPlaces(study);
        _byType = Majority(studies, static question => question.Type);
        _byQuestion = Majority(studies, static question => question.Question);
        var byModality = studies.GroupBy(static study => study.Sample.Modality).ToList();
        _rates = byModality.SelectMany(static group => group
                .SelectMany(static study => study.Sample.Phrases.Where(StudyQuestions.IsAsserted).Select(static phrase => phrase.Target).Distinct(StringComparer.Ordinal))
                .CountBy(static target => target, StringComparer.Ordinal)
                .Select(count => (Key: (group.Key, count.Key), Rate: (double)count.Value / group.Count())))
            .ToDictionary(static rate => rate.Key, static rate => rate.Rate);
        _reports = byModality.ToDictionary(static group => group.Key, group => BestForAll([.. group.Select(study => labeler.Label(BodyOf(study), group.Key))]));
    }

    public static TrainingPriors Of(IReadOnlyList<TrainingStudy> studies, ReportLabeler labeler) => new(studies, labeler);

    /// <summary>What a model is to write of a study.</summary>
    public static string BodyOf(TrainingStudy study)
    {
        var (start, end) = ReportBody.Of(study.Sample.Report);
        return study.Sample.Report.Text[start..end].Trim();
    }

    /// <summary>The mean box and mask of a name, or else of its target on any side; null where training has none.</summary>
    public PlacePrior? PlaceOf(Modality modality, string target, Side side) =>
        _places.GetValueOrDefault((modality, AskedTarget.NameOf(target, side))) ?? _places.GetValueOrDefault((modality, AnySide + target));

    /// <summary>The answer that questions of this type have most often; null of an unknown type.</summary>
    public string? AnswerOfType(Modality modality, QuestionAnswer question) => _byType.GetValueOrDefault((modality, question.Type));

    /// <summary>The answer that this very question has most often, or else its type.</summary>
    public string? AnswerOfQuestion(Modality modality, QuestionAnswer question) =>
        _byQuestion.GetValueOrDefault((modality, question.Question)) ?? AnswerOfType(modality, question);

    /// <summary>The share of studies whose report states a target.</summary>
    public double RateOf(Modality modality, string target) => _rates.GetValueOrDefault((modality, target));

    /// <summary>The training report that names the findings of all others best; null of a modality without one.</summary>
    public LabeledText? ReportOf(Modality modality) => _reports.GetValueOrDefault(modality);

    private void AddPlaces(TrainingStudy study)
    {
        var named = study.Sample.Phrases.Where(StudyQuestions.IsAsserted).SelectMany(static phrase => (IEnumerable<(string Name, IReadOnlyList<int> Regions)>)
            [(AskedTarget.NameOf(phrase.Target, phrase.Side), phrase.Regions), (AnySide + phrase.Target, phrase.Regions)]);
        foreach (var group in named.GroupBy(static place => place.Name, StringComparer.Ordinal))
        {
            var key = (study.Sample.Modality, group.Key);
            foreach (var region in group.SelectMany(static place => place.Regions).Distinct().Where(study.Regions.ContainsKey).Select(region => study.Regions[region]))
            {
                if (!_places.TryGetValue(key, out var prior)) _places[key] = prior = new PlacePrior(study.Grid);
                prior.Add(region);
            }
        }
    }

    private static Dictionary<(Modality, string), string> Majority(IReadOnlyList<TrainingStudy> studies, Func<QuestionAnswer, string> key) =>
        studies.SelectMany(study => study.Sample.Questions.Select(question => (Key: (study.Sample.Modality, key(question)), question.Answer)))
            .GroupBy(static one => one.Key)
            .ToDictionary(
                static group => group.Key,
                static group => group.CountBy(static one => one.Answer, StringComparer.Ordinal)
                    .OrderByDescending(static count => count.Value).ThenBy(static count => count.Key, StringComparer.Ordinal).First().Key);

    /// <summary>By the F1 of its findings against those of all: reports of one set of findings are as good as each other, so one stands for all.</summary>
    private static LabeledText BestForAll(IReadOnlyList<LabeledText> reports)
    {
        var groups = reports.GroupBy(static report => string.Join('\n', report.Targets.Order(StringComparer.Ordinal)), StringComparer.Ordinal)
            .Select(static group => (Report: group.First(), Count: group.Count()))
            .ToList();
        return groups.MaxBy(candidate =>
        {
            var (hits, all) = (0, 0);
            foreach (var (other, count) in groups)
            {
                hits += count * candidate.Report.Targets.Count(other.Targets.Contains);
                all += count * (candidate.Report.Targets.Count + other.Targets.Count);
            }

            return all == 0 ? 0 : 2.0 * hits / all;
        }).Report;
    }
}

/// <summary>The mean box of regions, and the cells that at least half of their masks fill.</summary>
internal sealed class PlacePrior(ImageGrid grid)
{
    private readonly double[] _box = new double[6];
    private readonly int[] _eighths = new int[grid.Outline.Count];
    private int _boxes;
    private int _masks;

    /// <summary>Center x, y, z, width, height, depth in fractions of the image.</summary>
    public float[] Box => Array.ConvertAll(_box, sum => (float)(sum / _boxes));

    /// <summary>Empty where no region has a mask.</summary>
    public Mask Mask => GridMask.Of<int>(_eighths, grid.Outline, sum => _masks > 0 && sum >= 4 * _masks);

    public void Add(RegionTarget region)
    {
        for (var i = 0; i < _box.Length; i++) _box[i] += region.Box[i];
        _boxes++;
        if (region.Mask is not { } mask) return;
        for (var i = 0; i < _eighths.Length; i++) _eighths[i] += mask[i];
        _masks++;
    }
}
