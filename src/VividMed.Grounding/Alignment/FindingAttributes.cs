using System.Text.RegularExpressions;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Alignment;

/// <summary>
/// What the report says of a finding beside its name: the level of the lung, how many there are, how large it is. What the mention itself
/// leaves out comes from the other mentions of the same finding.
/// </summary>
/// <param name="Zone">Read from the finding's own describing words and from the few words around it.</param>
/// <param name="Count">The number that the report states, which regions must meet.</param>
/// <param name="Most">Of more regions the best so many are meant: the stated number, or one after an article.</param>
/// <param name="SizeMm">The largest stated extent in millimeters.</param>
internal sealed partial record FindingAttributes(LungZone Zone, int? Count, int? Most, double? SizeMm)
{
    private const int Reach = 60;

    private static readonly Dictionary<string, LungZone> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["upper"] = LungZone.Upper, ["apical"] = LungZone.Upper, ["apex"] = LungZone.Upper, ["apices"] = LungZone.Upper, ["biapical"] = LungZone.Upper,
        ["mid"] = LungZone.Middle, ["middle"] = LungZone.Middle, ["perihilar"] = LungZone.Middle, ["hilar"] = LungZone.Middle, ["hilum"] = LungZone.Middle, ["lingula"] = LungZone.Middle, ["lingular"] = LungZone.Middle,
        ["lower"] = LungZone.Lower, ["basal"] = LungZone.Lower, ["basilar"] = LungZone.Lower, ["bibasal"] = LungZone.Lower, ["bibasilar"] = LungZone.Lower, ["base"] = LungZone.Lower, ["bases"] = LungZone.Lower,
        ["retrocardiac"] = LungZone.Lower, ["costophrenic"] = LungZone.Lower, ["diaphragmatic"] = LungZone.Lower,
    };

    public static FindingAttributes Of(TaggedReport report, Finding finding, IReadOnlyList<Finding> others)
    {
        var one = HasArticle(report, finding) && finding.Side != Side.Both;
        var count = finding.Count ?? (one ? null : others.Select(static other => other.Count).FirstOrDefault(static count => count is not null));
        // Of a number on both sides it is open how many lie on which.
        var most = finding.Side == Side.Both ? null : count ?? (one ? 1 : null);
        var zones = (IEnumerable<LungZone>)[ZoneOf(report, finding), .. others.Select(other => ZoneOf(report, other))];
        return new FindingAttributes(
            zones.FirstOrDefault(static zone => zone != LungZone.None), count, most, SizeOf(finding) ?? others.Select(SizeOf).FirstOrDefault(static size => size is not null));
    }

    private static LungZone ZoneOf(TaggedReport report, Finding finding)
    {
        var own = finding.Text + " " + string.Join(' ', finding.Modifiers) + " " + finding.Location;
        return ZoneIn(own) is var zone and not LungZone.None ? zone : ZoneIn(After(report, finding));
    }

    /// <summary>The one level that the words name; None where they name several.</summary>
    private static LungZone ZoneIn(string words)
    {
        var zone = LungZone.None;
        foreach (Match word in Word().Matches(words))
        {
            if (!Zones.TryGetValue(word.Value, out var named) || named == zone) continue;
            if (zone != LungZone.None) return LungZone.None;
            zone = named;
        }

        return zone;
    }

    /// <summary>"A nodule" is one; what is told in the plural without a number is any number.</summary>
    private static bool HasArticle(TaggedReport report, Finding finding) =>
        Word().Matches(Before(report, finding)) is [.., { Value: var last }] && last.ToUpperInvariant() is "A" or "AN";

    private static double? SizeOf(Finding finding) => finding.SizeMm is { Count: > 0 } sizes ? sizes.Max() : null;

    private static string Before(TaggedReport report, Finding finding)
    {
        var from = Math.Max(report.Sentences[finding.Sentence].Start, finding.Start - Reach);
        return report.Text[Math.Min(from, finding.Start)..finding.Start];
    }

    /// <summary>The words after the finding up to the next comma, the next finding or the sentence's end.</summary>
    private static string After(TaggedReport report, Finding finding)
    {
        var to = Math.Min(report.Sentences[finding.Sentence].End, finding.End + Reach);
        foreach (var other in report.Findings)
        {
            if (other.Start >= finding.End && other.Start < to && other.Kind == FindingKind.Abnormality) to = other.Start;
        }

        if (to <= finding.End) return string.Empty;
        var words = report.Text[finding.End..to];
        return words.IndexOfAny([',', ';', ':']) is var comma and >= 0 ? words[..comma] : words;
    }

    [GeneratedRegex("[A-Za-z]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}

/// <summary>The level of the lung that a phrase states.</summary>
internal enum LungZone
{
    None,
    Upper,
    Middle,
    Lower,
}
