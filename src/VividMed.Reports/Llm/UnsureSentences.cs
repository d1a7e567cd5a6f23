using VividMed.Reports.Structure;
using VividMed.Taxonomy;

namespace VividMed.Reports.Llm;

/// <summary>Which sentences of a report a language model is asked about.</summary>
internal static class UnsureSentences
{
    /// <summary>Below it the rules rest on a doubting cue, or on one that stands far from its finding.</summary>
    private const double Sure = 0.9;

    /// <summary>Indices of sentences that tell what this examination shows: all, or those that the rules are not sure of.</summary>
    public static IReadOnlySet<int> Of(TaggedReport rules, LlmScope scope)
    {
        var body = rules.Sections.Where(ReportLayout.IsBody).ToList();
        var sentences = Enumerable.Range(0, rules.Sentences.Count)
            .Where(at => body.Exists(section => rules.Sentences[at].Start >= section.Start && rules.Sentences[at].End <= section.End));
        if (scope == LlmScope.All) return sentences.ToHashSet();
        var read = rules.Findings.ToLookup(static finding => finding.Sentence);
        // A sentence in which nothing was found may hold what the rules have no words for.
        return sentences.Where(at => !read[at].Any() || read[at].Any(IsUnsure)).ToHashSet();
    }

    private static bool IsUnsure(Finding finding) => finding.Kind == FindingKind.Abnormality && finding.TextConfidence < Sure;
}

/// <summary>Which sentences of reports a language model reads.</summary>
public enum LlmScope
{
    /// <summary>Those in which the rules found nothing or are not sure of what they found.</summary>
    Unsure,

    /// <summary>Every sentence of findings and impression.</summary>
    All,
}
