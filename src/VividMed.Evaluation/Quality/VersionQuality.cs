using VividMed.Evaluation.Grounding;
using VividMed.Grounding;
using VividMed.Grounding.Confidence;
using VividMed.Grounding.Review;
using VividMed.Shards.Quality;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Quality;

/// <summary>
/// What a version is like, gathered in one pass over its records: what a person wants to see before training on it. Of samples no more is
/// held than the names of their patients.
/// </summary>
/// <param name="reviews">What reviewers have said: shares of right pairs by confidence.</param>
public sealed class VersionQuality(ReviewConsensus reviews)
{
    private const int ScoreBins = 20;
    private const int LengthBins = 30;
    private const int LongestReport = 3_000;
    private const int MostSpacing = 5;

    private readonly Dictionary<ReviewSubject, bool> _judged = reviews.Subjects
        .Where(static subject => subject.Settled is { Region: not null })
        .ToDictionary(static subject => subject.Subject, static subject => subject.Settled!.Kind == VerdictKind.Accept);

    private readonly HashSet<string> _reviewed = reviews.Subjects.Select(static subject => subject.Subject.Study).ToHashSet(StringComparer.Ordinal);
    private readonly TextOnlyBaseline _baseline = new();
    private readonly Dictionary<string, HashSet<string>> _patients = new(StringComparer.Ordinal);
    private readonly List<ScoredPair> _pairs = [];

    /// <summary>The yield: phrases, regions, reasons, grades.</summary>
    public ShardStatistics Yield { get; } = new();

    /// <summary>Region scores by the id of their model.</summary>
    public SortedDictionary<string, Histogram> Scores { get; } = new(StringComparer.Ordinal);

    /// <summary>How sure grounded phrases are.</summary>
    public Histogram Confidence { get; } = new(0, 1, ScoreBins);

    /// <summary>Studies by target that state it as present now, and by split.</summary>
    public SortedDictionary<string, SortedDictionary<string, long>> Stated { get; } = new(StringComparer.Ordinal);

    /// <summary>Grounded phrases by target and side of the patient.</summary>
    public SortedDictionary<string, SortedDictionary<string, long>> Sides { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Views { get; } = new(StringComparer.Ordinal);

    /// <summary>Images by manufacturer and model of the device, where the source tells it.</summary>
    public SortedDictionary<string, long> Scanners { get; } = new(StringComparer.Ordinal);

    /// <summary>Samples by split.</summary>
    public SortedDictionary<string, long> Splits { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers by question type.</summary>
    public SortedDictionary<string, SortedDictionary<string, long>> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Characters of reports.</summary>
    public Histogram ReportLengths { get; } = new(0, LongestReport, LengthBins);

    /// <summary>Spacing within the plane, in millimeters, where it is known.</summary>
    public Histogram Spacings { get; } = new(0, MostSpacing, LengthBins);

    /// <summary>Patients by split.</summary>
    public IEnumerable<(string Split, int Patients)> Patients =>
        _patients.OrderBy(static split => split.Key, StringComparer.Ordinal).Select(static split => (split.Key, split.Value.Count));

    /// <summary>Patients that are in more than one split: a model would be tested on whom it knows.</summary>
    public int SharedPatients => _patients.Values.SelectMany(static split => split).CountBy(static patient => patient, StringComparer.Ordinal).Count(static patient => patient.Value > 1);

    /// <summary>How often reviewed pairs of a stated confidence are right; null where nobody looked.</summary>
    public ConfidenceReliability? Reliability => ConfidenceReliability.Of(_pairs);

    /// <summary>How far questions can be answered without an image.</summary>
    public IReadOnlyList<TextOnlyAccuracy> TextOnly => _baseline.Measure();

    public void Add(Sample sample)
    {
        Yield.Add(sample);
        _baseline.Add(sample);
        Increase(Splits, sample.Split);
        if (!_patients.TryGetValue(sample.Split, out var patients)) _patients.Add(sample.Split, patients = new HashSet<string>(StringComparer.Ordinal));
        patients.Add(sample.Patient);
        ReportLengths.Add(sample.Report.Text.Length);
        foreach (var image in sample.Images) Add(image);
        foreach (var region in sample.Regions) ScoresOf(region.Model).Add(region.Score);
        foreach (var question in sample.Questions) Increase(Of(Answers, question.Type), question.Answer);
        foreach (var target in sample.Phrases.Where(IsStated).Select(static phrase => phrase.Target).Distinct(StringComparer.Ordinal))
        {
            Increase(Of(Stated, target), sample.Split);
        }

        foreach (var phrase in sample.Phrases.Where(static phrase => phrase.Regions.Count > 0))
        {
            Increase(Of(Sides, phrase.Target), phrase.Side.ToString().ToLowerInvariant());
            if (phrase.Confidence is { } sure) Confidence.Add(sure);
        }

        if (_reviewed.Contains(sample.Study)) Judge(sample);
    }

    private static bool IsStated(Phrase phrase) => phrase is { Polarity: Polarity.Present, Temporality: Temporality.Current };

    private void Add(SampleImage image)
    {
        Increase(Views, image.View.Length == 0 ? "none stated" : image.View);
        if (image.Acquisition is { Manufacturer: { } maker } device) Increase(Scanners, $"{maker} {device.Model}".TrimEnd());
        if (image.SpacingMm is [var x, ..]) Spacings.Add(x);
    }

    /// <summary>Pairs that a reviewer looked at and that are still as they were.</summary>
    private void Judge(Sample sample)
    {
        var report = ReviewedText.DigestOf(sample.Report.Text);
        foreach (var phrase in sample.Phrases)
        {
            if (phrase is not { Confidence: { } stated, TextConfidence: { } text }) continue;
            foreach (var region in phrase.Regions.Select(index => sample.Regions[index]))
            {
                var subject = new ReviewSubject(sample.Study, report, phrase.Start, phrase.End, phrase.Target, sample.Images[region.Image].SourceSha256, region.Box);
                if (_judged.TryGetValue(subject, out var right)) _pairs.Add(new ScoredPair(sample.Modality, region.Model, PairConfidence.Raw(text, [region])!.Value, stated, right));
            }
        }
    }

    private Histogram ScoresOf(string model)
    {
        if (!Scores.TryGetValue(model, out var scores)) Scores.Add(model, scores = new Histogram(0, 1, ScoreBins));
        return scores;
    }

    private static SortedDictionary<string, long> Of(SortedDictionary<string, SortedDictionary<string, long>> all, string key)
    {
        if (!all.TryGetValue(key, out var one)) all.Add(key, one = new SortedDictionary<string, long>(StringComparer.Ordinal));
        return one;
    }

    private static void Increase(SortedDictionary<string, long> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
