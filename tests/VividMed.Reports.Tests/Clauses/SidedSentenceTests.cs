using VividMed.Taxonomy;

namespace VividMed.Reports.Tests.Clauses;

/// <summary>Side and place stay with the finding that they are said of, however many a sentence names.</summary>
public sealed class SidedSentenceTests
{
    private const int Sentences = 500;

    [Fact]
    public void Sides_are_never_swapped_and_nearly_never_lost()
    {
        var (hits, asked, told, swaps) = (0, 0, 0, new List<string>());
        var wrong = new List<string>();
        foreach (var (text, expected) in SidedSentences.Make(Sentences, seed: 1))
        {
            var report = Reading.Cxr(text);
            foreach (var one in expected)
            {
                var side = Of(report, one.Name)?.Side;
                asked++;
                if (side is not null and not Side.None) told++;
                if (side == one.Side) hits++;
                else wrong.Add($"{one.Name} {one.Side} in '{text}': {side}");
                if (side is { } read && Sides.Conflict(read, one.Side)) swaps.Add(text);
            }
        }

        var f1 = 2.0 * hits / (asked + told);
        Assert.Empty(swaps);
        Assert.True(f1 >= 0.98, $"F1 {f1:F3}\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void Places_are_those_that_the_sentence_names()
    {
        var (hits, asked, told) = (0, 0, 0);
        var wrong = new List<string>();
        foreach (var (text, expected) in SidedSentences.Make(Sentences, seed: 2))
        {
            var report = Reading.Cxr(text);
            foreach (var one in expected)
            {
                var place = Of(report, one.Name)?.Location;
                if (one.Place is not null) asked++;
                if (place is not null) told++;
                if (one.Place is not null && place == one.Place) hits++;
                else if (place != one.Place) wrong.Add($"{one.Name} {one.Place} in '{text}': {place}");
            }
        }

        var f1 = 2.0 * hits / (asked + told);
        Assert.True(f1 >= 0.95, $"F1 {f1:F3}\n{string.Join('\n', wrong)}");
    }

    private static Finding? Of(TaggedReport report, string name) => report.Findings.FirstOrDefault(
        finding => finding.Kind == FindingKind.Abnormality && finding.Text.Contains(name[..Math.Min(7, name.Length - 1)], StringComparison.OrdinalIgnoreCase));
}
