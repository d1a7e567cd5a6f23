using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Questions;

/// <summary>
/// What questions are made from: the abnormalities of a report by target, each as indices of phrases, by what the report says of them now.
/// </summary>
internal sealed class QuestionSheet
{
    /// <summary>Stated in reports like a finding, but nothing that is wrong with the patient.</summary>
    public const string Device = "medical device";

    private readonly List<QuestionAnswer> _questions = [];

    public QuestionSheet(GroundingStudy study, IReadOnlyList<Phrase> phrases, IReadOnlyList<Region> regions, TargetTaxonomy taxonomy)
    {
        (Study, Phrases, Regions, Taxonomy) = (study, phrases, regions, taxonomy);
        Sure = Group(index => IsNow(index) && phrases[index].Polarity == Polarity.Present && !IsOpen(index));
        Denied = Group(index => IsNow(index) && phrases[index].Polarity == Polarity.Absent && !IsOpen(index));
        Open = Group(IsOpen);
    }

    public GroundingStudy Study { get; }

    public IReadOnlyList<Phrase> Phrases { get; }

    public IReadOnlyList<Region> Regions { get; }

    public TargetTaxonomy Taxonomy { get; }

    public IReadOnlyList<QuestionAnswer> Questions => _questions;

    /// <summary>Stated outright as there now.</summary>
    public OrderedDictionary<string, int[]> Sure { get; }

    public OrderedDictionary<string, int[]> Denied { get; }

    /// <summary>Anything less than stated or denied outright.</summary>
    public OrderedDictionary<string, int[]> Open { get; }

    /// <summary>What the report says outright and of nothing of its kind leaves open: nothing that bears on it is asked otherwise.</summary>
    public IEnumerable<KeyValuePair<string, int[]>> Stated => Sure.Where(pair => pair.Key != Device && !Open.ContainsKey(pair.Key));

    /// <summary>
    /// Denied altogether: not only on one side, in one place or of one degree, while nothing of its kind is stated or open and no model is
    /// sure of it.
    /// </summary>
    public IEnumerable<KeyValuePair<string, int[]>> Excluded => Denied.Where(pair =>
        pair.Key != Device
        && pair.Value.Any(index => DeniesAll(Phrases[index]))
        && pair.Value.All(index => Phrases[index].Reason != UngroundedReason.AbsentButDetected)
        && !Sure.Keys.Concat(Open.Keys).Any(other => Taxonomy.IsA(other, pair.Key) || Taxonomy.IsA(pair.Key, other)));

    /// <summary>How questions name a target.</summary>
    public string Noun(string target) => Taxonomy.Find(target)?.Noun ?? target;

    public Finding FindingOf(int index) => Study.Report.Findings[index];

    public void Ask(string type, string subject, string noun, string answer, IEnumerable<int> phrases, string other = "") =>
        _questions.Add(new QuestionAnswer(InPlace(QuestionPhrasings.For(type, Study.Id, subject, noun, other)), answer, type, [.. phrases.Distinct().Order()])
        {
            Subject = subject,
        });

    /// <summary>What all mentions that tell it agree on; null where none does or they differ.</summary>
    public static string? Agreed(int[] mentions, Func<int, string?> tell)
    {
        string? agreed = null;
        foreach (var index in mentions)
        {
            if (tell(index) is not { } told) continue;
            if (agreed is not null && agreed != told) return null;
            agreed = told;
        }

        return agreed;
    }

    private string InPlace(string question) => Study.Modality == Modality.Mr ? question.Replace("of the chest", "of the head", StringComparison.Ordinal) : question;

    private bool IsNow(int index) => Phrases[index].Temporality == Temporality.Current;

    private bool IsOpen(int index) =>
        IsNow(index)
        && (FindingOf(index).IsAlternative || Phrases[index].Polarity == Polarity.Uncertain || Phrases[index].Certainty is Certainty.Probable or Certainty.Uncertain or Certainty.Unlikely);

    /// <summary>"No large effusion" and "no nodule in the upper lobe" leave room for others.</summary>
    private bool DeniesAll(Phrase phrase) =>
        phrase.Side is Side.None or Side.Both
        && phrase.Severity is null
        && phrase.SizeMm is null
        && phrase.Change is null
        && (phrase.Location is not { } place || Taxonomy.Find(phrase.Target)?.ContainerAnatomy is { } whole && (place == whole || Taxonomy.IsA(whole, place)));

    private OrderedDictionary<string, int[]> Group(Func<int, bool> wanted)
    {
        var groups = new OrderedDictionary<string, int[]>(StringComparer.Ordinal);
        for (var i = 0; i < Phrases.Count; i++)
        {
            if (Phrases[i].Kind != FindingKind.Abnormality || !wanted(i)) continue;
            groups[Phrases[i].Target] = groups.TryGetValue(Phrases[i].Target, out var known) ? [.. known, i] : [i];
        }

        return groups;
    }
}
