using VividMed.Taxonomy;
using VividMed.Training.Experiments.Designs;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Evaluators;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.Experiments;

/// <summary>
/// The names that a held-out study is asked for: each finding that its report places, with its side, and each that it does not speak of. Unseen ones are asked for
/// once more by a word that nobody taught.
/// </summary>
internal sealed class NamedSheet(StudyQuestions questions, IReadOnlyList<string> unseen, OpenSetWords words)
{
    /// <param name="study">With the regions that count as true.</param>
    /// <param name="stored">The same study with the regions that the localizer answers with.</param>
    public IReadOnlyList<NamedAsk> Of(TrainingStudy study, TrainingStudy stored) =>
    [
        .. study.Sample.Phrases.Where(static phrase => phrase.Kind == FindingKind.Abnormality && StudyQuestions.IsAsserted(phrase)).Select(AskedTarget.Of).Distinct()
            .SelectMany(asked => Said(asked, Regions(study, asked), Regions(stored, asked)).Where(static one => one.Truth.Count > 0)),
        .. questions.Absent(study).SelectMany(target => Said(new AskedTarget(target, Side.None, FindingKind.Abnormality), [], [])),
    ];

    private IEnumerable<NamedAsk> Said(AskedTarget asked, IReadOnlyList<RegionTarget> truth, IReadOnlyList<RegionTarget> found)
    {
        var isUnseen = unseen.Contains(asked.Target, StringComparer.Ordinal);
        yield return new NamedAsk(asked.Target, asked.Name, isUnseen, IsOtherWord: false, truth, found);
        if (isUnseen && words.HeldOut.TryGetValue(asked.Target, out var word)) yield return new NamedAsk(asked.Target, AskedTarget.NameOf(word, asked.Side), isUnseen, IsOtherWord: true, truth, found);
    }

    private static List<RegionTarget> Regions(TrainingStudy study, AskedTarget asked) =>
    [
        .. study.Sample.Phrases.Where(phrase => StudyQuestions.IsAsserted(phrase) && AskedTarget.Of(phrase) == asked)
            .SelectMany(static phrase => phrase.Regions).Distinct().Where(study.Regions.ContainsKey).Select(index => study.Regions[index]),
    ];
}

/// <summary>A name to ask for.</summary>
/// <param name="Truth">Where it lies; nowhere where it is not there.</param>
/// <param name="Found">Where the localizer says it lies.</param>
internal sealed record NamedAsk(string Target, string Name, bool IsUnseen, bool IsOtherWord, IReadOnlyList<RegionTarget> Truth, IReadOnlyList<RegionTarget> Found);
