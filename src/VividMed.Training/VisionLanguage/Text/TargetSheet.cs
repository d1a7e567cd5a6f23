using VividMed.Grounding;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>
/// What of a study can be asked for, with the answer. Names alone must not give it away: what is there and what is not is asked for with a side
/// and without one, and of what is on one side the other side too.
/// </summary>
/// <param name="study">Whose sheet it is.</param>
/// <param name="known">All that can be asked for of its modality.</param>
/// <param name="others">What else targets are called, by their ids.</param>
internal sealed class TargetSheet(TrainingStudy study, IReadOnlyList<AskedTarget> known, IReadOnlyDictionary<string, IReadOnlyList<string>> others)
{
    private const int MostAnatomy = 4;
    private const int MostPresent = 6;
    private const int LeastAbsent = 3;
    private const int MostAbsent = 6;

    private readonly IReadOnlyList<Phrase> _phrases = study.Sample.Phrases;

    /// <summary>Some that are there and some that are not, in random order; of what is absent Regions is null.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<int>? Regions)> Draw(SeededRandom random)
    {
        var there = Asserted().GroupBy(static phrase => (phrase.Kind, phrase.Target)).ToLookup(static group => group.Key.Kind);
        var anatomy = random.Draw(there[FindingKind.Anatomy].SelectMany(BySide), MostAnatomy);
        var present = random.Draw(there[FindingKind.Abnormality].SelectMany(group => random.Next(2) == 0 ? BySide(group) : [Whole(group)]), MostPresent);
        var wanted = Math.Clamp(present.Count + 1, LeastAbsent, MostAbsent);
        var absent = random.Draw(OtherSides(), wanted / 2);
        absent.AddRange(random.Draw(Absent().GroupBy(static asked => asked.Target).Select(variants => random.Draw(variants, 1)[0]), wanted - absent.Count));
        var sheet = anatomy.Concat(present).Select(static one => (one.Asked, (IReadOnlyList<int>?)one.Regions)).Concat(absent.Select(static asked => (asked, (IReadOnlyList<int>?)null)));
        return [.. random.Draw(sheet, int.MaxValue).Select(one => (one.Item1.Say(others, random), one.Item2))];
    }

    /// <summary>
    /// Abnormalities of which the report says nothing, or that they are not there. Anatomy that it does not mention is there all the same.
    /// </summary>
    public IEnumerable<AskedTarget> Absent()
    {
        var mentioned = _phrases.Where(static phrase => phrase.Polarity != Polarity.Absent).Select(static phrase => phrase.Target).ToHashSet(StringComparer.Ordinal);
        return known.Where(asked => asked.Kind == FindingKind.Abnormality && !mentioned.Contains(asked.Target));
    }

    /// <summary>
    /// All findings, by their names on sides and without, of which the report tells where they are, with their regions, or that they are nowhere: those
    /// without regions. Others, such as what it leaves open or names without a place, are left out.
    /// </summary>
    public IEnumerable<(AskedTarget Asked, IReadOnlyList<int> Regions)> Known()
    {
        var there = known.Where(static asked => asked.Kind == FindingKind.Abnormality).Select(asked => (Asked: asked, Regions: (IReadOnlyList<int>)Seen(Asserted().Where(phrase => phrase.Target == asked.Target && (asked.Side == Side.None || asked == AskedTarget.Of(phrase))))));
        return there.Where(static one => one.Regions.Count > 0).Concat(Absent().Concat(OtherSides()).Select(static asked => (asked, (IReadOnlyList<int>)[])));
    }

    /// <summary>The other side of what the report sees on one side alone.</summary>
    private IEnumerable<AskedTarget> OtherSides() => known.Where(asked =>
        asked.Kind == FindingKind.Abnormality
        && asked.Side is Side.Left or Side.Right
        && Asserted().Any(phrase => phrase.Target == asked.Target)
        && _phrases.Where(phrase => phrase.Target == asked.Target && phrase.Polarity != Polarity.Absent).All(phrase => Sides.Conflict(phrase.Side, asked.Side)));

    private IEnumerable<Phrase> Asserted() => _phrases.Where(static phrase => phrase is { Polarity: Polarity.Present, Temporality: Temporality.Current });

    private IEnumerable<(AskedTarget Asked, List<int> Regions)> BySide(IEnumerable<Phrase> phrases) =>
        phrases.GroupBy(AskedTarget.Of).Select(group => (group.Key, Seen(group)));

    /// <summary>The finding wherever it is.</summary>
    private (AskedTarget Asked, List<int> Regions) Whole(IGrouping<(FindingKind Kind, string Target), Phrase> phrases) =>
        (new AskedTarget(phrases.Key.Target, Side.None, phrases.Key.Kind), Seen(phrases));

    private List<int> Seen(IEnumerable<Phrase> phrases) => [.. phrases.SelectMany(static phrase => phrase.Regions).Distinct().Where(study.Regions.ContainsKey)];
}
