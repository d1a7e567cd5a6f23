using System.Text.Json.Serialization;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Metrics;

namespace VividMed.Training.Experiments.Results;

/// <summary>What was said of one held-out study, held against what is known of it: enough to count every figure from, for any draw of patients.</summary>
internal sealed record StudyResult(string Patient, Modality Modality)
{
    /// <summary>The report in the manner that the arm was taught, with phrases where it was taught any; null where nothing was written.</summary>
    public WrittenResult? Report { get; init; }

    /// <summary>The report without phrases.</summary>
    public WrittenResult? Plain { get; init; }

    /// <summary>Findings said to be there when asked for each by its name; null where nobody was asked.</summary>
    public StatedResult? Asked { get; init; }

    public IReadOnlyList<AnswerResult> Answers { get; init; } = [];

    /// <summary>Of the report's own phrases.</summary>
    public IReadOnlyList<PlaceResult> Places { get; init; } = [];

    /// <summary>Boxes of findings asked by name, of those that the report speaks of.</summary>
    public IReadOnlyList<BoxesResult> Boxes { get; init; } = [];

    /// <summary>Of each absent finding whether nothing was found for it.</summary>
    public IReadOnlyDictionary<string, bool> Nulls { get; init; } = new Dictionary<string, bool>();

    /// <summary>Names that were asked for one by one, where an experiment asks so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<NamedResult>? Named { get; init; }

    /// <summary>Of what is said of some findings only.</summary>
    public StudyResult Only(Func<string, bool> target) => this with
    {
        Report = Report?.Only(target),
        Plain = Plain?.Only(target),
        Asked = Asked?.Only(target),
        Answers = [],
        Places = [.. Places.Where(place => target(place.Target))],
        Boxes = [.. Boxes.Where(boxes => target(boxes.Target))],
        Nulls = Nulls.Where(one => target(one.Key)).ToDictionary(StringComparer.Ordinal),
    };
}

/// <summary>Findings that are stated, those that are there, and those that nobody can tell.</summary>
internal sealed record StatedResult(IReadOnlyList<string> Stated, IReadOnlyList<string> Wanted, IReadOnlyList<string> Open)
{
    private StatedLabels? _labels;

    public static StatedResult Of(StatedLabels labels) => new(Sorted(labels.Stated), Sorted(labels.Wanted), Sorted(labels.Open ?? new HashSet<string>()));

    /// <summary>Made once: a study is counted in each of many draws.</summary>
    public StatedLabels ToLabels() => _labels ??= new(Set(Stated), Set(Wanted), Open.Count == 0 ? null : Set(Open));

    public StatedResult Only(Func<string, bool> target) => new([.. Stated.Where(target)], [.. Wanted.Where(target)], [.. Open.Where(target)]);

    private static HashSet<string> Set(IEnumerable<string> names) => names.ToHashSet(StringComparer.Ordinal);

    private static List<string> Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];
}

/// <summary>A report that was written.</summary>
/// <param name="OnWrongSide">Of each placed phrase with a side whether its place lies on the other.</param>
/// <param name="Found">Of each true region whether a phrase of the same target points at it.</param>
internal sealed record WrittenResult(StatedResult Findings, BleuCounts Bleu, double RougeL, IReadOnlyList<bool> OnWrongSide, IReadOnlyList<bool> Found)
{
    public WrittenResult Only(Func<string, bool> target) => this with { Findings = Findings.Only(target), OnWrongSide = [], Found = [] };
}

/// <summary>A question of the data.</summary>
internal sealed record AnswerResult(string Type, bool IsRight);

/// <summary>A phrase that was given, as <see cref="VisionLanguage.Evaluators.PlaceMeasure"/> measures it.</summary>
internal sealed record PlaceResult(
    string Target, IReadOnlyList<double> Overlaps, IReadOnlyList<double> GeneralizedOverlaps, IReadOnlyList<double> Distances, double? Dice, bool? IsOnWrongSide);

/// <summary>The boxes of one finding with their scores, and which of them are right.</summary>
internal sealed record BoxesResult(string Target, IReadOnlyList<double> Scores, IReadOnlyList<bool> Right, int Wanted)
{
    public DetectedImage ToImage() => new([.. Scores.Zip(Right)], Wanted);
}
