using System.Globalization;

namespace VividMed.Reports.Tests.Clauses;

/// <summary>Every shape of a clause says the same of every finding.</summary>
public sealed class ClauseGridTests
{
    private const double LeastShare = 0.98;

    [Fact]
    public void Denial_doubt_and_time_end_where_their_clause_ends_for_every_finding()
    {
        var (cells, wrong) = (0, new List<string>());
        foreach (var (shape, first, second) in ClauseGrid.Shapes)
        {
            for (var i = 0; i < ClauseGrid.Findings.Length; i++)
            {
                var (one, other) = (ClauseGrid.Findings[i], ClauseGrid.Findings[(i + 3) % ClauseGrid.Findings.Length]);
                var text = string.Format(CultureInfo.InvariantCulture, shape, one, other);
                var report = Reading.Cxr(char.ToUpperInvariant(text[0]) + text[1..]);
                Check(text, one, first, report);
                Check(text, other, second, report);
            }
        }

        Assert.True(wrong.Count <= (1 - LeastShare) * cells, $"{wrong.Count} of {cells}:\n{string.Join('\n', wrong)}");

        void Check(string text, string name, string expected, TaggedReport report)
        {
            if (expected.Length == 0) return;
            cells++;
            var finding = report.Findings.FirstOrDefault(found => found.Text.Contains(name, StringComparison.OrdinalIgnoreCase));
            if (!ClauseGrid.Holds(expected, finding)) wrong.Add($"{expected} {name} in '{text}': {finding?.Polarity} {finding?.Temporality}");
        }
    }
}
