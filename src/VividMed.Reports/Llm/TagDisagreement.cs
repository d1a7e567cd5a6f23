using VividMed.Taxonomy;

namespace VividMed.Reports.Llm;

/// <summary>One point where two taggers differ, without any text.</summary>
/// <param name="Kind">only-model, only-rules, polarity, time or side.</param>
/// <param name="Sentence">An index into <see cref="TaggedReport.Sentences"/>.</param>
public sealed record TagDisagreement(string Kind, string Target, int Sentence)
{
    /// <summary>Compares abnormalities target by target in each sentence, in the order of the text.</summary>
    public static IReadOnlyList<TagDisagreement> Between(IReadOnlyList<Finding> model, IReadOnlyList<Finding> rules)
    {
        var found = new List<TagDisagreement>();
        var (ours, theirs) = (Group(model), Group(rules));
        foreach (var key in ours.Keys.Union(theirs.Keys).Order())
        {
            var (a, b) = (ours.GetValueOrDefault(key) ?? [], theirs.GetValueOrDefault(key) ?? []);
            for (var i = 0; i < Math.Max(a.Count, b.Count); i++)
            {
                if (Differ(i < a.Count ? a[i] : null, i < b.Count ? b[i] : null) is { } kind)
                {
                    found.Add(new TagDisagreement(kind, key.Target, key.Sentence));
                }
            }
        }

        return found;
    }

    private static Dictionary<(int Sentence, string Target), List<Finding>> Group(IReadOnlyList<Finding> findings) => findings
        .Where(static finding => finding.Kind == FindingKind.Abnormality)
        .OrderBy(static finding => finding.Start)
        .GroupBy(static finding => (finding.Sentence, finding.Target))
        .ToDictionary(static group => group.Key, static group => group.ToList());

    private static string? Differ(Finding? model, Finding? rules) => (model, rules) switch
    {
        (null, _) => "only-rules",
        (_, null) => "only-model",
        var (a, b) when a.Polarity != b.Polarity => "polarity",
        var (a, b) when a.Temporality != b.Temporality => "time",
        var (a, b) when a.Side != b.Side => "side",
        _ => null,
    };
}
