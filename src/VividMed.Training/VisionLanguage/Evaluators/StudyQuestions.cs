using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Evaluators;

/// <summary>
/// What is asked of a study by name: every abnormality that training reports of its modality name, with and without a side, and for what the
/// report grounds its name in other words and on the other side. Anatomy is there whether a report names it or not, so nobody asks for it.
/// </summary>
internal sealed class StudyQuestions(TargetTaxonomy taxonomy, IReadOnlyDictionary<Modality, IReadOnlyList<AskedTarget>> targets)
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _others = TargetNames.OthersIn(taxonomy);

    /// <summary>The abnormalities of a modality.</summary>
    public IReadOnlyList<string> Findings(Modality modality) =>
        [.. targets.GetValueOrDefault(modality, []).Where(static asked => asked.Kind == FindingKind.Abnormality).Select(static asked => asked.Target).Distinct(StringComparer.Ordinal)];

    /// <summary>A finding alone, and on each side where it has sides.</summary>
    public IReadOnlyList<string> NamesOf(string target) => taxonomy.Find(target) is { Sideable: true }
        ? [target, AskedTarget.NameOf(target, Side.Left), AskedTarget.NameOf(target, Side.Right)]
        : [target];

    /// <summary>The findings that a study's report neither states nor leaves open.</summary>
    public IEnumerable<string> Absent(TrainingStudy study)
    {
        var (present, open) = (StatedFindings.Present(study.Sample), StatedFindings.Open(study.Sample));
        return Findings(study.Sample.Modality).Where(target => !present.Contains(target) && !open.Contains(target));
    }

    /// <summary>The same places in other words.</summary>
    public IEnumerable<RephrasedPlace> Rephrased(TrainingStudy study) =>
        study.Sample.Phrases
            .Where(phrase => IsAsserted(phrase) && phrase.Regions.Any(study.Regions.ContainsKey))
            .Select(static phrase => (phrase.Target, phrase.Kind, phrase.Side))
            .Distinct()
            .Select(place => new RephrasedPlace(
                place.Target, place.Kind, place.Side, AskedTarget.NameOf(place.Target, place.Side), Synonym(place.Target, place.Side), Mirror(study, place.Target, place.Side)));

    /// <summary>All names, none twice.</summary>
    public IReadOnlyList<string> Of(TrainingStudy study) =>
        [.. Findings(study.Sample.Modality).SelectMany(NamesOf)
            .Concat(Rephrased(study).SelectMany(static place => (string?[])[place.Name, place.Synonym, place.Mirror]).OfType<string>())
            .Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a report states it as there now.</summary>
    public static bool IsAsserted(Phrase phrase) => phrase is { Polarity: Polarity.Present, Temporality: Temporality.Current };

    private string? Synonym(string target, Side side) =>
        _others.TryGetValue(target, out var names) ? AskedTarget.NameOf(names[0], side) : null;

    /// <summary>Null where the report speaks of the finding otherwise too, for then the other side may show it.</summary>
    private static string? Mirror(TrainingStudy study, string target, Side side)
    {
        if (side is not (Side.Left or Side.Right)) return null;
        var speaksOtherwise = study.Sample.Phrases.Any(phrase => phrase.Kind == FindingKind.Abnormality && phrase.Target == target && phrase.Side != side);
        return speaksOtherwise ? null : AskedTarget.NameOf(target, side == Side.Left ? Side.Right : Side.Left);
    }
}

/// <summary>A grounded place of a report: its name as it is asked, in other words, and on the other side; null where there is no such name.</summary>
internal sealed record RephrasedPlace(string Target, FindingKind Kind, Side Side, string Name, string? Synonym, string? Mirror);
