using VividMed.Datasets;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>What a reader study has found. Holds no word of a report.</summary>
/// <param name="Planned">Readings that the study has.</param>
/// <param name="Read">Those that were handed in.</param>
/// <param name="LeftOut">What the figures do not say, and what of the readings is not in them.</param>
public sealed record ReadingAnalysis(
    string Study, int Readers, int Cases, int Planned, int Read,
    IReadOnlyList<ArmFigures> Arms, IReadOnlyList<ReadingComparison> Comparisons, IReadOnlyList<string> LeftOut)
{
    /// <param name="answers">Of any readers and periods; of a period that one reader handed in twice, the last.</param>
    /// <exception cref="DatasetException"><c>bad-review-file</c>: there is no answer.</exception>
    public static ReadingAnalysis Of(ReadingDesign design, ReadingKey key, IReadOnlyList<ReadingAnswers> answers, ReadingScorer scorer)
    {
        var cases = key.Cases.ToDictionary(static one => one.Name, StringComparer.Ordinal);
        var planned = design.Readings.ToDictionary(static reading => (reading.Reader, reading.Period, reading.Case));
        var last = answers.GroupBy(static own => (own.Reader, own.Period)).Select(static own => own.Last());
        var scored = (
            from own in last
            from answer in own.Answers
            select scorer.Score(planned[(own.Reader, own.Period, answer.Case)], answer, cases[answer.Case])).ToList();
        if (scored.Count == 0) throw new DatasetException("bad-review-file", "there is no answer to analyze: give the files that the readers' pages saved");
        var seed = design.Plan.Seed;
        return new ReadingAnalysis(
            design.Study, scored.Select(static reading => reading.Reading.Reader).Distinct(StringComparer.Ordinal).Count(),
            scored.Select(static reading => reading.Reading.Case).Distinct(StringComparer.Ordinal).Count(), design.Readings.Count, scored.Count,
            [.. ReadingArms.All.Select(arm => ArmFigures.Of(arm, [.. scored.Where(reading => reading.Reading.Arm == arm)], seed))],
            ReadingComparison.Of(scored, seed),
            [.. Missing(design, scored), .. Limits]);
    }

    private static readonly string[] Limits =
    [
        "Only planted errors are counted: what else is wrong in a report nobody knows, and a reader who rightly changes it has raised a false alarm here.",
        "Without a draft there is nothing to catch: that arm has times, findings stated and agreement.",
        "Each reader meets a case three times: a wash-out makes memory small and not nothing; periods are balanced over arms, and their effect is not estimated.",
        "Readers are a few and chosen: intervals over readers and cases are rough below five readers, and the tests generalize to cases, not to readers.",
        "Findings are read from the texts by the tagger, which errs too, alike in all arms.",
        "Pictures are overviews of eight bits: times and rates are not those of a workstation.",
    ];

    private static IEnumerable<string> Missing(ReadingDesign design, List<ScoredReading> scored)
    {
        if (scored.Count < design.Readings.Count) yield return $"{design.Readings.Count - scored.Count} of {design.Readings.Count} planned readings were not handed in.";
        var whole = scored.GroupBy(static reading => (reading.Reading.Reader, reading.Reading.Case)).Count(static own => own.Count() == WilliamsDesign.Periods);
        var all = design.Readings.Count / WilliamsDesign.Periods;
        if (whole < all) yield return $"{all - whole} of {all} pairs of reader and case lack an arm: a comparison leaves out those that lack one of its two.";
    }
}
