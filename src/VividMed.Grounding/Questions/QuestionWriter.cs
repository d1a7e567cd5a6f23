using System.Globalization;
using VividMed.Grounding.Alignment;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Questions;

/// <summary>
/// Questions whose answers the grounded record holds: nothing is asked that the report leaves open. As many presences as absences are
/// asked of a study, so that neither "yes" nor "no" is a safe guess.
/// </summary>
internal sealed class QuestionWriter
{
    /// <summary>Stated in reports like a finding, but nothing that is wrong with the patient.</summary>
    private const string Device = "medical device";

    private readonly GroundingStudy _study;
    private readonly IReadOnlyList<Phrase> _phrases;
    private readonly IReadOnlyList<Region> _regions;
    private readonly TargetTaxonomy _taxonomy;
    private readonly List<QuestionAnswer> _questions = [];

    private QuestionWriter(GroundingStudy study, IReadOnlyList<Phrase> phrases, IReadOnlyList<Region> regions, TargetTaxonomy taxonomy) =>
        (_study, _phrases, _regions, _taxonomy) = (study, phrases, regions, taxonomy);

    public static IReadOnlyList<QuestionAnswer> Write(
        GroundingStudy study, IReadOnlyList<Phrase> phrases, IReadOnlyList<Region> regions, TargetTaxonomy taxonomy)
    {
        var writer = new QuestionWriter(study, phrases, regions, taxonomy);
        writer.AskOfImage();
        var present = writer.Group(static phrase => phrase is { Polarity: Polarity.Present, Temporality: Temporality.Current });
        writer.AskPresence(present);
        foreach (var (target, mentions) in present) writer.AskDetails(target, mentions);
        writer.AskAbnormalities(present);
        return writer._questions;
    }

    private void AskOfImage()
    {
        Ask(QuestionType.Modality, string.Empty, _study.Modality == Modality.Ct ? "computed tomography" : "radiography");
        if (_study.Modality == Modality.Cxr && _study.Images.Count == 1 && Projection(_study.Images[0].View) is { } view)
        {
            Ask(QuestionType.Plane, string.Empty, view);
        }
    }

    private void AskPresence(OrderedDictionary<string, int[]> present)
    {
        var doubtful = Group(static phrase => phrase.Polarity == Polarity.Uncertain);
        var absent = Group(static phrase => phrase is { Polarity: Polarity.Absent, Temporality: Temporality.Current })
            .Where(pair => !present.ContainsKey(pair.Key) && !doubtful.ContainsKey(pair.Key)).ToList();
        var pairs = Math.Max(1, Math.Min(present.Count, absent.Count));
        foreach (var (target, mentions) in Drawn(present, pairs)) Ask(QuestionType.Presence, target, "yes", mentions);
        foreach (var (target, mentions) in Drawn(absent, pairs)) Ask(QuestionType.Presence, target, "no", mentions);
    }

    private void AskDetails(string target, int[] mentions)
    {
        if (Agreed(mentions, PlaceOf) is { } place) Ask(QuestionType.Location, target, place, mentions);
        if (Agreed(mentions, index => SideName(_phrases[index].Side)) is { } side) Ask(QuestionType.Side, target, side, mentions);
        if (Agreed(mentions, SizeOf) is { } size) Ask(QuestionType.Size, target, size, mentions);
        if (Count(mentions) is { } count) Ask(QuestionType.Count, target, count.ToString(CultureInfo.InvariantCulture), mentions);
    }

    private void AskAbnormalities(OrderedDictionary<string, int[]> present)
    {
        var stated = present.Where(static pair => pair.Key != Device).ToList();
        var answer = stated.Count > 0 ? string.Join(", ", stated.Select(static pair => pair.Key)) : "none";
        Ask(QuestionType.Abnormality, string.Empty, answer, [.. stated.SelectMany(static pair => pair.Value).Order()]);
    }

    private void Ask(string type, string subject, string answer, params int[] rest) =>
        _questions.Add(new QuestionAnswer(QuestionPhrasings.For(type, subject, _study.Id), answer, type, rest));

    /// <summary>A few of the groups, drawn by digest and not by order, so that no target is always the one asked for.</summary>
    private IEnumerable<KeyValuePair<string, int[]>> Drawn(IEnumerable<KeyValuePair<string, int[]>> groups, int count) =>
        groups.OrderBy(pair => QuestionPhrasings.Rank(_study.Id, "draw", pair.Key))
            .ThenBy(static pair => pair.Key, StringComparer.Ordinal)
            .Take(count);

    private OrderedDictionary<string, int[]> Group(Func<Phrase, bool> wanted)
    {
        var groups = new OrderedDictionary<string, int[]>(StringComparer.Ordinal);
        for (var i = 0; i < _phrases.Count; i++)
        {
            if (_phrases[i].Kind != FindingKind.Abnormality || !wanted(_phrases[i])) continue;
            groups[_phrases[i].Target] = groups.TryGetValue(_phrases[i].Target, out var known) ? [.. known, i] : [i];
        }

        return groups;
    }

    /// <summary>What all mentions that tell it agree on; null where none does or they differ.</summary>
    private static string? Agreed(int[] mentions, Func<int, string?> tell)
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

    /// <summary>
    /// "right lower lobe", "heart": the anatomy that the report states, with the finding's side where the anatomy has sides.
    /// </summary>
    private string? PlaceOf(int index)
    {
        if (_study.Report.Findings[index].Location is not { } location || _taxonomy.Find(location) is not { } place) return null;
        var name = location.StartsWith("lung ", StringComparison.Ordinal) && location.EndsWith(" lobe", StringComparison.Ordinal)
            ? location["lung ".Length..]
            : location;
        var side = place.Sideable ? _phrases[index].Side : Side.None;
        return side switch
        {
            Side.Left => $"left {name}",
            Side.Right => $"right {name}",
            Side.Both => $"left and right {name}",
            _ => name,
        };
    }

    private static string? SideName(Side side) => side switch
    {
        Side.Left => "left",
        Side.Right => "right",
        Side.Both => "both sides",
        _ => null,
    };

    private string? SizeOf(int index) =>
        FindingAttributes.Of(_study.Report, _study.Report.Findings[index]).SizeMm is { } size
            ? string.Create(CultureInfo.InvariantCulture, $"{size:0.##} mm")
            : null;

    /// <summary>The number of boxes, where all of them are sure and lie in one image; a mask may hold several places.</summary>
    private int? Count(int[] mentions)
    {
        var indices = mentions.SelectMany(index => _phrases[index].Regions).Distinct().ToList();
        if (indices.Count == 0 || mentions.Any(index => _phrases[index].Regions.Count == 0)) return null;
        if (indices.Exists(index => _regions[index] is not { Shape: RegionShape.Box, Grade: Grade.A })) return null;
        return indices.Select(index => _regions[index].Image).Distinct().Count() == 1 ? indices.Count : null;
    }

    private static string? Projection(string view) => view.ToUpperInvariant() switch
    {
        "PA" => "posteroanterior",
        "AP" or "AP AXIAL" => "anteroposterior",
        "LATERAL" or "LL" => "lateral",
        _ => null,
    };
}
