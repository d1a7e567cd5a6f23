using System.Text.RegularExpressions;
using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>Finds where a report has room for an error, by the record's phrases: each is the smallest edit that makes it.</summary>
internal static partial class ErrorPlanter
{
    private const int ShortestWord = 6;

    /// <summary>Every error of a kind that could be planted, in the order of the report.</summary>
    public static IEnumerable<PlantableError> Places(Sample sample, PlantedErrorKind kind) => kind switch
    {
        PlantedErrorKind.Insertion => Insertions(sample),
        PlantedErrorKind.Omission => StatedFinding.Of(sample)
            .Where(finding => !finding.Beside(sample).Any())
            .Select(finding => Omit(sample, finding)).OfType<PlantableError>(),
        PlantedErrorKind.Direction => StatedFinding.Of(sample).Select(finding => Turn(sample, finding)).OfType<PlantableError>(),
        PlantedErrorKind.Size => StatedFinding.Of(sample).SelectMany(finding => On(kind, finding, MeasureEdits.Resize(sample, finding))),
        PlantedErrorKind.Unit => StatedFinding.Of(sample).SelectMany(finding => On(kind, finding, MeasureEdits.Convert(sample, finding))),
        PlantedErrorKind.Typo => StatedFinding.Of(sample)
            .SelectMany(finding => On(kind, finding, finding.Phrases.SelectMany(Misspell).Select(static edit => (IReadOnlyList<TextEdit>)[edit]))),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Null where what is left would tell that something is gone: a section without a word, a list without one of its numbers.</summary>
    private static PlantableError? Omit(Sample sample, StatedFinding finding)
    {
        var (report, text) = (sample.Report, sample.Report.Text);
        foreach (var section in finding.Sentences.GroupBy(sentence => ReportSentences.SectionOf(report, sentence.Start)))
        {
            var (start, end) = section.Key is { } own ? (own.Start, own.End) : (0, text.Length);
            if (text.AsSpan(start, end - start).Trim().Length == section.Sum(static sentence => sentence.End - sentence.Start)) return null;
            if (section.Any(sentence => char.IsAsciiDigit(text[sentence.Start]) && !text.AsSpan(sentence.End, end - sentence.End).IsWhiteSpace())) return null;
        }

        var edits = finding.Sentences.Select(sentence => WithBlanks(text, sentence.Start, sentence.End)).ToList();
        // Two sentences one after the other have one blank between them.
        for (var at = 1; at < edits.Count; at++) edits[at] = edits[at] with { Start = Math.Max(edits[at].Start, edits[at - 1].End) };
        return On(PlantedErrorKind.Omission, finding, edits);
    }

    private static TextEdit WithBlanks(string text, int start, int end)
    {
        while (end < text.Length && text[end] == ' ') end++;
        if (end < text.Length && text[end] != '\n') return new TextEdit(start, end, "");
        // Of the last sentence in a line, the blank before it goes.
        while (start > 0 && text[start - 1] == ' ') start--;
        return new TextEdit(start, end, "");
    }

    private static IEnumerable<PlantableError> Insertions(Sample sample)
    {
        var ends = sample.Phrases
            .Where(phrase => phrase.Temporality == Temporality.Current && ReportSentences.SectionOf(sample.Report, phrase.Start) is null or { Name: "findings" })
            .Select(phrase => ReportSentences.Around(sample.Report, phrase.Start, phrase.End).End).Distinct().Order();
        return from end in ends
               from finding in InsertedFindings.For(sample)
               select new PlantableError(PlantedErrorKind.Insertion, finding.Target, finding.Side, [new TextEdit(end, end, " " + finding.Sentence)]);
    }

    private static PlantableError? Turn(Sample sample, StatedFinding finding)
    {
        if (finding.Side is not (Side.Left or Side.Right) || finding.Beside(sample).Any(static phrase => phrase.Side != Side.None)) return null;
        var (from, into) = finding.Side == Side.Left ? ("left", "right") : ("right", "left");
        var edits = new List<TextEdit>();
        foreach (var (start, end) in finding.Sentences)
        {
            var words = SideWord().Matches(sample.Report.Text[start..end]);
            if (words.Count == 0) continue;
            if (words is not [var only] || !only.Value.Equals(from, StringComparison.OrdinalIgnoreCase)) return null;
            var turned = char.IsUpper(only.Value[0]) ? char.ToUpperInvariant(into[0]) + into[1..] : into;
            edits.Add(new TextEdit(start + only.Index, start + only.Index + only.Length, turned));
        }

        return edits.Count == 0 ? null : On(PlantedErrorKind.Direction, finding, edits);
    }

    /// <summary>Two inner letters of a long word change places.</summary>
    private static IEnumerable<TextEdit> Misspell(Phrase phrase)
    {
        foreach (Match word in Word().Matches(phrase.Text))
        {
            for (var i = 1; i + 2 < word.Length && word.Length >= ShortestWord; i++)
            {
                var (one, other) = (word.Value[i], word.Value[i + 1]);
                if (one == other) continue;
                var start = phrase.Start + word.Index + i;
                yield return new TextEdit(start, start + 2, $"{other}{one}");
            }
        }
    }

    private static IEnumerable<PlantableError> On(PlantedErrorKind kind, StatedFinding finding, IEnumerable<IReadOnlyList<TextEdit>> choices) =>
        choices.Select(edits => On(kind, finding, edits));

    private static PlantableError On(PlantedErrorKind kind, StatedFinding finding, IReadOnlyList<TextEdit> edits) => new(kind, finding.Target, finding.Side, edits);

    /// <summary>A middle lobe lies on the right alone: "left middle lobe" is nonsense and no error of direction.</summary>
    [GeneratedRegex(@"\b(left|right)\b(?! middle lobe)|\b(both|bilateral|bilaterally)\b|\bright middle lobe\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SideWord();

    [GeneratedRegex(@"\p{L}+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
