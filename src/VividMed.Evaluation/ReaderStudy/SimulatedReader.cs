using System.Text.RegularExpressions;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>
/// Answers a pack by its key with stated chances, to try the pack and its analysis from end to end. It looks at no image: what it gives is
/// no finding on readers.
/// </summary>
public sealed partial class SimulatedReader(SimulatedHabits habits, int seed)
{
    /// <summary>The answers of every reader of a study, period by period.</summary>
    public IReadOnlyList<ReadingAnswers> Answer(ReadingDesign design, ReadingKey key)
    {
        var cases = key.Cases.ToDictionary(static one => one.Name, StringComparer.Ordinal);
        return
        [
            .. design.Readings
                .GroupBy(static reading => (reading.Reader, reading.Period))
                .Select(own => new ReadingAnswers(design.Study, own.Key.Reader, own.Key.Period, [.. own.Select(reading => Answer(reading, cases[reading.Case]))])),
        ];
    }

    private ReadingAnswer Answer(PlannedReading reading, KeyCase key)
    {
        var random = SeededDraws.Of(seed, $"reading {reading.Reader} {reading.Period} {reading.Case}");
        var (slow, sharp) = (Trait("slow", reading), Trait("sharp", reading));
        var seconds = habits.Seconds(reading.Arm) * Math.Pow(habits.Practice, reading.Period - 1) * Math.Exp(slow + (habits.TimeSpread * random.NextNormal()));
        var edits = reading.Arm == ReadingArm.None ? Miss(key, random) : Overlook(reading.Arm, key, sharp, random);
        return new ReadingAnswer(reading.Case, reading.Arm, Math.Round(Math.Max(1, seconds), 1), ReadingDraft.Apply(key.Report, edits));
    }

    /// <summary>The report without the sentences of what was missed.</summary>
    private IEnumerable<TextEdit> Miss(KeyCase key, Random random) => key.Findings
        .Where(_ => random.NextDouble() < habits.Missed)
        .SelectMany(static finding => finding.Sentences)
        .ToHashSet().Select(static sentence => new TextEdit(sentence.Start, sentence.End, ""));

    /// <summary>The report with the errors that stay in it, and perhaps without a word that is right.</summary>
    private List<TextEdit> Overlook(ReadingArm arm, KeyCase key, double sharp, Random random)
    {
        var odds = Math.Exp(sharp) * habits.Catch(arm) / (1 - habits.Catch(arm));
        var edits = key.Errors.Where(_ => random.NextDouble() >= odds / (1 + odds)).SelectMany(static error => error.Spots).Select(static spot => spot.Edit).ToList();
        if (random.NextDouble() >= habits.Alarms) return edits;
        var right = Words().Matches(key.Report)
            .Select(static word => new TextEdit(word.Index, word.Index + word.Length, ""))
            .Where(word => !key.Errors.Any(error => error.Spots.Any(spot => spot.Edit.Meets(word))))
            .ToList();
        if (right.Count > 0) edits.Add(right[random.Next(right.Count)]);
        return edits;
    }

    /// <summary>What a reader and a case bring to every reading.</summary>
    private double Trait(string what, PlannedReading reading) =>
        (habits.ReaderSpread * SeededDraws.Of(seed, $"{what} reader {reading.Reader}").NextNormal())
        + (habits.CaseSpread * SeededDraws.Of(seed, $"{what} case {reading.Case}").NextNormal());

    [GeneratedRegex(@"\p{L}{4,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
