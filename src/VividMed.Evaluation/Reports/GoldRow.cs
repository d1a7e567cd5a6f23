using System.Globalization;
using System.Text.Json;
using VividMed.Reports;

namespace VividMed.Evaluation.Reports;

/// <summary>
/// One row of a gold file by its column or member names, whatever their case and punctuation. Members of nested objects count as the row's
/// own, except a phrase's start and end.
/// </summary>
internal sealed class GoldRow(int number)
{
    private const double LeastShareOfLabels = 0.8;

    private static readonly string[] Ids = ["id", "uid", "studyid", "reportid", "volumename", "reportno", "number"];
    private static readonly string[] Texts = ["text", "report", "sentence", "note", "reportimpression"];
    private static readonly string[] Findings = ["findings", "findingsen"];
    private static readonly string[] Impressions = ["impression", "impressions", "impressionsen"];

    private readonly Dictionary<string, string?> _fields = new(StringComparer.Ordinal);
    private readonly List<GoldMention> _mentions = [];

    public void Add(string name, string? value) => _fields.TryAdd(Key(name), value);

    public void Add(JsonElement members, string prefix = "")
    {
        foreach (var member in members.EnumerateObject())
        {
            if (member.NameEquals("gold") && member.Value.ValueKind == JsonValueKind.Array)
            {
                _mentions.AddRange(member.Value.EnumerateArray().Select(GoldMention.From).OfType<GoldMention>());
            }

            if (member.Value.ValueKind == JsonValueKind.Object) Add(member.Value, member.NameEquals("phrase") ? "phrase" : "");
            else Add(
                prefix + member.Name, member.Value.ValueKind is JsonValueKind.Null or JsonValueKind.Array ? null : member.Value.ToString());
        }
    }

    /// <summary>Null where the row has no text, or no set of labels that is nearly whole.</summary>
    public GoldReport? ToReport()
    {
        if (Text() is not { } text) return null;
        var phrase = Phrase(text);
        var labels = LabelSet.All.Where(set => IsOfLabels(set) && Known(set) >= LeastOf(set)).ToDictionary(set => set, Labels);
        if (phrase is not null && Assertions() is { Count: > 0 } assertions) labels[LabelSet.Negation] = assertions;
        if (_mentions.Count > 0) labels[LabelSet.Frames] = new Dictionary<string, bool>();
        return labels.Count == 0
            ? null
            : new GoldReport(First(Ids) ?? number.ToString(CultureInfo.InvariantCulture), text, labels, phrase) { Mentions = _mentions, Style = StyleNamed() };
    }

    /// <summary>Why there is no report: what the row lacks, and what would do.</summary>
    public string Lack()
    {
        if (Text() is null) return "has no text: what holds it is called text, report, sentence, note, findings or impression";
        var (set, known) = LabelSet.All.Where(IsOfLabels).Select(set => (Set: set, Known: Known(set))).MaxBy(static one => one.Known);
        return known == 0
            ? "has no known label: labels are called as their set has them, marked mentions stand in a list gold"
            : $"has {known} of the {set.Labels.Count} labels of {set.Name}, and a set counts from {LeastOf(set)} on: add the others, with -1 where nobody has judged";
    }

    private static bool IsOfLabels(LabelSet set) => set != LabelSet.Negation && set != LabelSet.Frames;

    private static int LeastOf(LabelSet set) => (int)Math.Ceiling(LeastShareOfLabels * set.Labels.Count);

    private int Known(LabelSet set) => set.Labels.Count(label => _fields.ContainsKey(Key(label)));

    /// <summary>The layout that the row names, if it does.</summary>
    private ReportStyle? StyleNamed() => _fields.GetValueOrDefault("style") switch
    {
        "ct-rate" => ReportStyle.CtRate,
        "mimic-cxr" => ReportStyle.MimicCxr,
        _ => null,
    };

    private string? Text()
    {
        if (First(Texts) is { } whole) return whole;
        var (findings, impression) = (First(Findings), First(Impressions));
        if (!Findings.Concat(Impressions).Any(_fields.ContainsKey)) return null;
        return $"FINDINGS: {findings}\n\nIMPRESSION: {impression}";
    }

    private IReadOnlyDictionary<string, bool> Labels(LabelSet set)
    {
        var labels = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var label in set.Labels)
        {
            if (_fields.TryGetValue(Key(label), out var value) && IsPresent(value) is { } present) labels[label] = present;
        }

        return labels;
    }

    private Dictionary<string, bool> Assertions()
    {
        var labels = new Dictionary<string, bool>(StringComparer.Ordinal);
        if (_fields.GetValueOrDefault("negation") is { } negation)
        {
            labels["negated"] = negation.StartsWith("neg", StringComparison.OrdinalIgnoreCase);
        }

        if (_fields.GetValueOrDefault("temporality") is { } time)
        {
            labels["historical"] = time.StartsWith("hist", StringComparison.OrdinalIgnoreCase);
        }

        if (_fields.GetValueOrDefault("experiencer") is { } who)
        {
            labels["family"] = !who.StartsWith("patient", StringComparison.OrdinalIgnoreCase);
        }

        return labels;
    }

    /// <summary>A phrase by its offsets, or by its words as NegEx's own files give it.</summary>
    private TextSpan? Phrase(string text)
    {
        if (int.TryParse(_fields.GetValueOrDefault("phrasestart"), NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            && int.TryParse(_fields.GetValueOrDefault("phraseend"), NumberStyles.None, CultureInfo.InvariantCulture, out var end)) return new TextSpan(start, end);
        var words = First(["concept", "phrase", "condition"]);
        var at = words is null ? -1 : text.IndexOf(words, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : new TextSpan(at, at + words!.Length);
    }

    private string? First(string[] names)
    {
        foreach (var name in names)
        {
            if (_fields.GetValueOrDefault(name) is { Length: > 0 } value) return value;
        }

        return null;
    }

    /// <summary>1 is present, 0 and nothing are not, -1 (uncertain) is not judged.</summary>
    private static bool? IsPresent(string? value) => value?.Trim().ToLowerInvariant() switch
    {
        "1" or "1.0" or "true" or "present" or "positive" or "yes" => true,
        "-1" or "-1.0" or "uncertain" => null,
        _ => false,
    };

    private static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}

/// <summary>
/// A text with what people say of it. <paramref name="Labels"/> tells, by set and label, whether a label is present; one that gold leaves
/// uncertain or does not judge is missing. <paramref name="Phrase"/> is the marked phrase of a negation sentence.
/// </summary>
public sealed record GoldReport(
    string Id, string Text, IReadOnlyDictionary<LabelSet, IReadOnlyDictionary<string, bool>> Labels, TextSpan? Phrase = null)
{
    /// <summary>The marked mentions of a passage, none where labels are all there is.</summary>
    public IReadOnlyList<GoldMention> Mentions { get; init; } = [];

    /// <summary>The layout that the row names; null where it names none.</summary>
    public ReportStyle? Style { get; init; }
}
