using System.Globalization;
using System.Text.RegularExpressions;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Alignment;

/// <summary>
/// What the report says of a finding beside its name: the level of the lung, how many there are, how large it is. Read from the
/// finding's own describing words and from the few words around it, never from another sentence.
/// </summary>
internal sealed partial record FindingAttributes(LungZone Zone, int? Count, double? SizeMm)
{
    private const int Reach = 60;

    private static readonly Dictionary<string, LungZone> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["upper"] = LungZone.Upper, ["apical"] = LungZone.Upper, ["apex"] = LungZone.Upper, ["apices"] = LungZone.Upper, ["biapical"] = LungZone.Upper,
        ["mid"] = LungZone.Middle, ["middle"] = LungZone.Middle, ["perihilar"] = LungZone.Middle, ["hilar"] = LungZone.Middle, ["hilum"] = LungZone.Middle, ["lingula"] = LungZone.Middle, ["lingular"] = LungZone.Middle,
        ["lower"] = LungZone.Lower, ["basal"] = LungZone.Lower, ["basilar"] = LungZone.Lower, ["bibasal"] = LungZone.Lower, ["bibasilar"] = LungZone.Lower, ["base"] = LungZone.Lower, ["bases"] = LungZone.Lower,
        ["retrocardiac"] = LungZone.Lower, ["costophrenic"] = LungZone.Lower, ["diaphragmatic"] = LungZone.Lower,
    };

    private static readonly Dictionary<string, int> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["a"] = 1, ["an"] = 1, ["one"] = 1, ["single"] = 1, ["solitary"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6,
    };

    public static FindingAttributes Of(TaggedReport report, Finding finding)
    {
        var before = Before(report, finding);
        var after = After(report, finding);
        var own = finding.Text + " " + string.Join(' ', finding.Modifiers) + " " + finding.Location;
        return new FindingAttributes(ZoneIn(own) is var zone and not LungZone.None ? zone : ZoneIn(after), CountIn(before, finding), SizeIn(finding.Modifiers));
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

    /// <summary>"two nodules" are two, "a nodule" is one; what is told in the plural without a number is any number.</summary>
    private static int? CountIn(string before, Finding finding)
    {
        if (finding.Side == Side.Both) return null;
        foreach (var modifier in finding.Modifiers)
        {
            if (Numbers.TryGetValue(modifier, out var described)) return described;
        }

        return Word().Matches(before) is [.., { Value: var last }] && Numbers.TryGetValue(last, out var count) ? count : null;
    }

    /// <summary>The largest stated extent in millimeters.</summary>
    private static double? SizeIn(IReadOnlyList<string> modifiers)
    {
        double? largest = null;
        foreach (var modifier in modifiers)
        {
            if (Unit().Match(modifier) is not { Success: true, Value: var unit }) continue;
            foreach (Match number in Number().Matches(modifier))
            {
                var size = double.Parse(number.Value.Replace(',', '.'), CultureInfo.InvariantCulture) * (unit.StartsWith('c') ? 10 : 1);
                if (size > (largest ?? 0)) largest = size;
            }
        }

        return largest;
    }

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

    [GeneratedRegex(@"\d{1,4}([.,]\d{1,3})?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex("mm|cm|millim|centim", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unit();
}

/// <summary>The level of the lung that a phrase states.</summary>
internal enum LungZone
{
    None,
    Upper,
    Middle,
    Lower,
}
