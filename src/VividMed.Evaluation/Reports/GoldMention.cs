using System.Globalization;
using System.Text.Json;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Reports;

/// <summary>
/// What people say of one mention of a text. <paramref name="Anchor"/> is a part of the text that the mention overlaps or shares a sentence
/// with; each list holds the answers that are right, and an empty one leaves the question open. Polarity, temporality, side, change and
/// certainty are the names of the values in lower case; "none" stands for no change, "*" for any side.
/// </summary>
/// <param name="Expect"><c>wanted</c>, <c>optional</c> (may be left unread) or <c>must-not-be-present</c> (now).</param>
public sealed record GoldMention(
    string Anchor,
    string Expect,
    IReadOnlyList<string> Targets,
    IReadOnlyList<string> Polarity,
    IReadOnlyList<string> Temporality,
    IReadOnlyList<string> Side,
    IReadOnlyList<string> Location,
    IReadOnlyList<string> Change,
    IReadOnlyList<string> Certainty,
    IReadOnlyList<double>? SizeMm,
    IReadOnlyList<double>? PriorSizeMm,
    int? Count)
{
    /// <summary>Where the anchor stands in the text, in UTF-16 units; its first occurrence where it is not told.</summary>
    public TextSpan? At { get; init; }

    private static readonly (string Member, Func<GoldMention, IReadOnlyList<string>> Words, string[] Known)[] Closed =
    [
        ("expect", static mention => [mention.Expect], [Wanted, Optional, NotPresent]),
        ("polarity", static mention => mention.Polarity, NamesOf<Polarity>()),
        ("temporality", static mention => mention.Temporality, NamesOf<Temporality>()),
        ("side", static mention => mention.Side, [.. NamesOf<Side>(), "*"]),
        ("change", static mention => mention.Change, [.. NamesOf<Change>(), "none"]),
        ("certainty", static mention => mention.Certainty, NamesOf<Certainty>()),
    ];

    public const string Wanted = "wanted";
    public const string Optional = "optional";
    public const string NotPresent = "must-not-be-present";

    /// <summary>What keeps the mention from being held against a reading: it would count as misread without a word. Quotes nothing.</summary>
    internal string? FindProblem(string text)
    {
        foreach (var (member, words, known) in Closed)
        {
            if (words(this).Any(word => !known.Contains(word, StringComparer.Ordinal))) return $"{member} of a mention has a word that is none of {string.Join(", ", known)}";
        }

        return At is null && !Spaced(text).Contains(Spaced(Anchor), StringComparison.Ordinal) ? "the anchor of a mention does not stand in the text" : null;
    }

    /// <summary>Reads one object of a row's <c>gold</c> list; null where it names no anchor or no targets.</summary>
    internal static GoldMention? From(JsonElement mention)
    {
        if (mention.ValueKind != JsonValueKind.Object || Text(mention, "anchor") is not { Length: > 0 } anchor) return null;
        if (List(mention, "targets") is not { Count: > 0 } targets) return null;
        return new GoldMention(
            anchor, Text(mention, "expect") ?? Wanted, targets, List(mention, "polarity"), List(mention, "temporality"), List(mention, "side"),
            List(mention, "location"), List(mention, "change"), List(mention, "certainty"), Numbers(mention, "sizeMm"),
            Numbers(mention, "priorSizeMm"), Numbers(mention, "count") is [var count] ? (int)count : null)
        {
            At = Numbers(mention, "start") is [var start and >= 0] && Numbers(mention, "end") is [var end] && end > start
                ? new TextSpan((int)start, (int)end)
                : null,
        };
    }

    private static string[] NamesOf<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(static name => name.ToLowerInvariant())];

    /// <summary>Line breaks and runs of spaces are one space to the tagger.</summary>
    private static string Spaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Text(JsonElement mention, string name) =>
        mention.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<string> List(JsonElement mention, string name) => mention.TryGetProperty(name, out var value) switch
    {
        true when value.ValueKind == JsonValueKind.Array => [.. value.EnumerateArray().Select(static one => one.ToString())],
        true when value.ValueKind is JsonValueKind.String or JsonValueKind.Number => [value.ToString()],
        _ => [],
    };

    private static double[]? Numbers(JsonElement mention, string name) => mention.TryGetProperty(name, out _)
        ? [.. List(mention, name).Select(static one => double.TryParse(one, CultureInfo.InvariantCulture, out var number) ? number : double.NaN)]
        : null;
}
