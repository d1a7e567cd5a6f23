using VividMed.Grounding;
using VividMed.Reports;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>A finding that the report of the record states as there now, on one side, and the sentences that do.</summary>
public sealed record KeyFinding(string Target, Side Side, IReadOnlyList<TextSpan> Sentences)
{
    internal static IReadOnlyList<KeyFinding> Of(Sample sample) =>
    [
        .. sample.Phrases
            .Where(static phrase => phrase is { Kind: FindingKind.Abnormality, Polarity: Polarity.Present, Temporality: Temporality.Current })
            .GroupBy(static phrase => (phrase.Target, phrase.Side))
            .Select(own => new KeyFinding(own.Key.Target, own.Key.Side, [.. own.Select(phrase => SentenceOf(sample.Report, phrase)).Distinct()])),
    ];

    private static TextSpan SentenceOf(SampleReport report, Phrase phrase)
    {
        var (start, end) = ReportSentences.Around(report, phrase.Start, phrase.End);
        return new TextSpan(start, end);
    }
}
