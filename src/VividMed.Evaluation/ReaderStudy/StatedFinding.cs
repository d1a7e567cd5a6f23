using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>
/// A finding that a report states as there now and says nothing else of, in one phrase or several: its sentences are all that would have to
/// change for the report to say something else.
/// </summary>
/// <param name="Phrases">In the order of the report.</param>
/// <param name="Sentences">Each once.</param>
internal sealed record StatedFinding(string Target, Side Side, IReadOnlyList<Phrase> Phrases, IReadOnlyList<(int Start, int End)> Sentences)
{
    public static IEnumerable<StatedFinding> Of(Sample sample)
    {
        foreach (var own in sample.Phrases.Where(static phrase => phrase.Kind == FindingKind.Abnormality).GroupBy(static phrase => phrase.Target, StringComparer.Ordinal))
        {
            var sides = own.Select(static phrase => phrase.Side).Where(static side => side != Side.None).Distinct().ToList();
            if (sides.Count > 1 || own.Any(static phrase => phrase.Polarity != Polarity.Present || phrase.Temporality != Temporality.Current)) continue;
            yield return new StatedFinding(
                own.Key, sides.FirstOrDefault(), [.. own.OrderBy(static phrase => phrase.Start)],
                [.. own.Select(phrase => ReportSentences.Around(sample.Report, phrase.Start, phrase.End)).Distinct().Order()]);
        }
    }

    /// <summary>Other findings that its sentences speak of.</summary>
    public IEnumerable<Phrase> Beside(Sample sample) => sample.Phrases.Where(phrase =>
        phrase.Kind == FindingKind.Abnormality && phrase.Target != Target && Sentences.Any(sentence => phrase.Start < sentence.End && phrase.End > sentence.Start));
}
