using VividMed.Reports.Assertions;
using VividMed.Reports.Frames;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Reports.Llm;

/// <summary>
/// Turns an answer into findings of the report, or says what is wrong with it. Every quote must stand in a sentence that was asked for, every target in the
/// taxonomy; nothing that a sentence plainly denies may be called present, and no side may be invented.
/// </summary>
internal sealed class LlmAnswerCheck(TargetTaxonomy taxonomy, ReportLanguage language)
{
    /// <summary>Its rules take a moment to read, and many a tagger is made only for its digest.</summary>
    private readonly Lazy<AssertionClassifier> _assertions = new(() => new AssertionClassifier(language));

    /// <summary>The findings in the order of the text, in no frame yet; empty, with the faults, where any of the answer is wrong.</summary>
    public (IReadOnlyList<Finding> Findings, IReadOnlySet<LlmFault> Faults) Check(TaggedReport rules, IReadOnlySet<int> asked, LlmAnswer answer)
    {
        var (findings, faults) = (new List<Finding>(), new HashSet<LlmFault>());
        foreach (var claim in answer.Findings)
        {
            if (taxonomy.Find(claim.Target) is not { } target) faults.Add(LlmFault.UnknownTarget);
            else if (!asked.Contains(claim.Sentence) || Locate(rules, claim, findings) is not { } span) faults.Add(LlmFault.NotInText);
            else if (FaultOf(rules, claim, target, span) is { } fault) faults.Add(fault);
            else if (!findings.Exists(other => other.Target == target.Id && other.Start == span.Start)) findings.Add(
                ToFinding(rules, claim, target, span));
        }

        if (faults.Count > 0) return ([], faults);
        findings.Sort(static (a, b) => (a.Start, a.End).CompareTo((b.Start, b.End)));
        return (findings, faults);
    }

    /// <summary>
    /// Where the quote stands in its sentence: the first place that this target has not taken. Runs of white space are alike.
    /// </summary>
    private static TextSpan? Locate(TaggedReport report, LlmFinding claim, List<Finding> known)
    {
        var sentence = report.Sentences[claim.Sentence];
        for (var start = sentence.Start; start < sentence.End; start++)
        {
            if (MatchAt(report.Text, start, sentence.End, claim.Quote) is not { } end || !AtWordBounds(report.Text, start, end)) continue;
            if (!known.Exists(other => other.Target == claim.Target && other.Start == start)) return new TextSpan(start, end);
        }

        return null;
    }

    private static int? MatchAt(string text, int at, int limit, string quote)
    {
        for (var i = 0; i < quote.Length;)
        {
            if (at >= limit) return null;
            if (char.IsWhiteSpace(quote[i]))
            {
                if (!char.IsWhiteSpace(text[at])) return null;
                while (i < quote.Length && char.IsWhiteSpace(quote[i])) i++;
                while (at < limit && char.IsWhiteSpace(text[at])) at++;
            }
            else if (text[at++] != quote[i++])
            {
                return null;
            }
        }

        return at;
    }

    private static bool AtWordBounds(string text, int start, int end) =>
        (start == 0 || !char.IsLetterOrDigit(text[start]) || !char.IsLetterOrDigit(text[start - 1]))
        && (end == text.Length || !char.IsLetterOrDigit(text[end - 1]) || !char.IsLetterOrDigit(text[end]));

    private LlmFault? FaultOf(TaggedReport report, LlmFinding claim, Target target, TextSpan span)
    {
        var (start, end) = report.Sentences[claim.Sentence];
        var sentence = report.Text[start..end];
        if (target.Kind == FindingKind.Abnormality && claim is { Polarity: Polarity.Present, Time: Temporality.Current }
            && _assertions.Value.Classify(sentence, new TextSpan(span.Start - start, span.End - start)).Polarity == Polarity.Absent)
        {
            return LlmFault.Polarity;
        }

        return claim.Side is Side.None || claim.Side == target.ImpliedSide || SideWords.Names(sentence, claim.Side) ? null : LlmFault.Side;
    }

    /// <summary>
    /// Describing words, the stated place and what else the rules know come from them where they found the same target at the same place;
    /// how sure both are of it, too, where they agree.
    /// </summary>
    private static Finding ToFinding(TaggedReport rules, LlmFinding claim, Target target, TextSpan span)
    {
        var twin = rules.Findings.FirstOrDefault(
            finding => finding.Target == target.Id && finding.Start < span.End && span.Start < finding.End);
        var polarity = target.Kind == FindingKind.Anatomy ? Polarity.Present : claim.Polarity;
        var time = target.Kind == FindingKind.Anatomy ? Temporality.Current : claim.Time;
        return new Finding(
            span.Start, span.End, rules.Text[span.Start..span.End], target.Id, target.Kind, polarity, time, target.Sideable
                ? claim.Side
                : Side.None,
            claim.Sentence, twin?.Modifiers ?? [], twin?.Location)
        {
            Certainty = twin?.Polarity == polarity ? twin.Certainty : CertaintyOf(polarity),
            IsAlternative = twin is { IsAlternative: true } && polarity == Polarity.Uncertain,
            Change = twin?.Change,
            Severity = twin?.Severity,
            Count = twin?.Count,
            SizeMm = twin?.SizeMm,
            PriorSizeMm = twin?.PriorSizeMm,
            TextConfidence = twin?.Polarity == polarity ? twin.TextConfidence : TextConfidence.OfOneReader,
        };
    }

    private static Certainty CertaintyOf(Polarity polarity) => polarity switch
    {
        Polarity.Present => Certainty.Definite,
        Polarity.Uncertain => Certainty.Uncertain,
        _ => Certainty.Absent,
    };
}
