using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VividMed.Imaging;
using VividMed.Reports;

namespace VividMed.Grounding;

/// <summary>Questions whose answers the grounded record holds. The wording is chosen by a hash of the study and the question, never at random.</summary>
internal static class QuestionWriter
{
    public static IReadOnlyList<QuestionAnswer> Write(
        TaggedReport report, IReadOnlyList<Phrase> phrases, IReadOnlyList<Region> regions, IReadOnlyList<SampleImage> images, string modality, string study, Taxonomy taxonomy)
    {
        var questions = new List<QuestionAnswer>();
        void Ask(string[] wordings, string subject, string answer, string type, params int[] rest)
        {
            var wording = wordings[Choice($"{study}\n{type}\n{subject}", wordings.Length)];
            questions.Add(new QuestionAnswer(string.Format(CultureInfo.InvariantCulture, wording, subject), answer, type, rest));
        }

        Ask(QuestionPhrasings.Modality, string.Empty, modality == SampleModality.Ct ? "computed tomography" : "radiography", "modality");
        if (modality == SampleModality.Cxr && images.Count == 1 && Projection(images[0].View) is { } view) Ask(QuestionPhrasings.Plane, string.Empty, view, "plane");

        var present = Group(phrases, static phrase => phrase is { Polarity: Polarity.Present, Temporality: Temporality.Current });
        foreach (var (target, mentions) in present) Ask(QuestionPhrasings.Presence, target, "yes", "presence", mentions);
        foreach (var (target, mentions) in Negatives(phrases, present)) Ask(QuestionPhrasings.Presence, target, "no", "presence", mentions);
        foreach (var (target, mentions) in present)
        {
            if (Place(report, phrases, mentions, taxonomy) is { } place) Ask(QuestionPhrasings.Location, target, place, "location", mentions);
            if (Count(phrases, regions, mentions) is { } count) Ask(QuestionPhrasings.Count, target, count.ToString(CultureInfo.InvariantCulture), "count", mentions);
        }

        var stated = present.Count > 0 ? string.Join(", ", present.Keys) : "none";
        Ask(QuestionPhrasings.Abnormality, string.Empty, stated, "abnormality", [.. present.Values.SelectMany(static mentions => mentions).Order()]);
        return questions;
    }

    /// <summary>As many stated absences as there are presences, at least one, so that "yes" is no safe guess.</summary>
    private static IEnumerable<KeyValuePair<string, int[]>> Negatives(IReadOnlyList<Phrase> phrases, OrderedDictionary<string, int[]> present)
    {
        var doubtful = Group(phrases, static phrase => phrase.Polarity == Polarity.Uncertain);
        return Group(phrases, static phrase => phrase is { Polarity: Polarity.Absent, Temporality: Temporality.Current })
            .Where(pair => !present.ContainsKey(pair.Key) && !doubtful.ContainsKey(pair.Key))
            .Take(Math.Max(1, present.Count));
    }

    private static OrderedDictionary<string, int[]> Group(IReadOnlyList<Phrase> phrases, Func<Phrase, bool> wanted)
    {
        var groups = new OrderedDictionary<string, int[]>(StringComparer.Ordinal);
        for (var i = 0; i < phrases.Count; i++)
        {
            if (phrases[i].Kind != FindingKind.Abnormality || !wanted(phrases[i])) continue;
            groups[phrases[i].Target] = groups.TryGetValue(phrases[i].Target, out var known) ? [.. known, i] : [i];
        }

        return groups;
    }

    /// <summary>The place that all mentions agree on, null where none is stated or they differ.</summary>
    private static string? Place(TaggedReport report, IReadOnlyList<Phrase> phrases, int[] mentions, Taxonomy taxonomy)
    {
        string? place = null;
        foreach (var index in mentions)
        {
            var side = phrases[index].Side;
            var location = report.Findings[index].Location;
            if (side == Side.None && location is null) continue;
            var stated = SideName(side) + (location ?? (taxonomy.Find(phrases[index].Target)?.ContainerAnatomy ?? "side"));
            if (place is not null && place != stated) return null;
            place = stated;
        }

        return place;
    }

    private static string SideName(Side side) => side switch
    {
        Side.Left => "left ",
        Side.Right => "right ",
        Side.Both => "left and right ",
        _ => string.Empty,
    };

    /// <summary>The number of boxes, where all of them are sure and lie in one image; a mask may hold several places.</summary>
    private static int? Count(IReadOnlyList<Phrase> phrases, IReadOnlyList<Region> regions, int[] mentions)
    {
        var indices = mentions.SelectMany(index => phrases[index].Regions).Distinct().ToList();
        if (indices.Count == 0 || mentions.Any(index => phrases[index].Regions.Count == 0)) return null;
        if (indices.Exists(index => regions[index] is not { Shape: RegionShape.Box, Grade: Grade.A })) return null;
        return indices.Select(index => regions[index].Image).Distinct().Count() == 1 ? indices.Count : null;
    }

    private static string? Projection(string view) => view.ToUpperInvariant() switch
    {
        "PA" => "posteroanterior",
        "AP" or "AP AXIAL" => "anteroposterior",
        "LATERAL" or "LL" => "lateral",
        _ => null,
    };

    private static int Choice(string key, int count) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key))) % (uint)count);
}
