using System.Globalization;
using System.Text.RegularExpressions;
using VividMed.Grounding;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>Edits of the extents that a report states for a finding, the same wherever it states them.</summary>
internal static partial class MeasureEdits
{
    private const double SameSize = 0.01;

    /// <summary>Twice as large, or three times, or of what is 10 and more a half: none is what a second measurement gives.</summary>
    public static IEnumerable<IReadOnlyList<TextEdit>> Resize(Sample sample, StatedFinding finding)
    {
        var numbers = Measures(sample, finding).Select(static measure => measure.Number).ToList();
        if (numbers.Count == 0) yield break;
        foreach (var factor in ValueOf(numbers[0].Words) < 10 ? (double[])[2, 3] : [2, 0.5])
        {
            var edits = numbers.ConvertAll(number => number with { Words = (ValueOf(number.Words) * factor).ToString("0.##", CultureInfo.InvariantCulture) });
            if (edits.Zip(numbers).All(static pair => pair.First.Words != pair.Second.Words && pair.First.Words != "0")) yield return edits;
        }
    }

    /// <summary>Centimeters for millimeters, or the other way around.</summary>
    public static IEnumerable<IReadOnlyList<TextEdit>> Convert(Sample sample, StatedFinding finding)
    {
        var edits = Measures(sample, finding).Select(static measure => measure.Unit with { Words = Other(measure.Unit.Words) }).ToList();
        if (edits.Count > 0) yield return edits;
    }

    /// <summary>Of each sentence the first number that is an extent of the finding, and its unit; the edits have the words that stand there.</summary>
    private static IEnumerable<(TextEdit Number, TextEdit Unit)> Measures(Sample sample, StatedFinding finding)
    {
        var sizes = finding.Phrases.SelectMany(static phrase => phrase.SizeMm ?? []).ToArray();
        foreach (var (start, end) in finding.Sentences)
        {
            foreach (Match measure in Measure().Matches(sample.Report.Text[start..end]))
            {
                var (number, unit) = (measure.Groups["number"], measure.Groups["unit"]);
                var millimeters = ValueOf(number.Value) * (IsCentimeters(unit.Value) ? 10 : 1);
                if (!Array.Exists(sizes, size => Math.Abs(size - millimeters) <= SameSize * size)) continue;
                yield return (Whole(start, number), Whole(start, unit));
                break;
            }
        }

        static TextEdit Whole(int start, Group group) => new(start + group.Index, start + group.Index + group.Length, group.Value);
    }

    private static string Other(string unit)
    {
        var words = (IsCentimeters(unit), unit.Length) switch
        {
            (true, 2) => "mm",
            (false, 2) => "cm",
            (true, _) => "milli" + unit[5..],
            (false, _) => "centi" + unit[5..],
        };
        return char.IsUpper(unit[0]) ? char.ToUpperInvariant(words[0]) + words[1..] : words;
    }

    private static bool IsCentimeters(string unit) => unit[0] is 'c' or 'C';

    private static double ValueOf(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\d.])(?<number>\d{1,4}(\.\d{1,3})?)\s?(?<unit>mm|cm|millimet(er|re)s?|centimet(er|re)s?)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Measure();
}
