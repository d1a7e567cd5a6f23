using VividMed.Reports.Wordings;
using VividMed.Reports.Language;
using VividMed.Reports.Tagging;
using VividMed.Taxonomy;

namespace VividMed.Reports.Frames;

/// <summary>Reads what a sentence says of its findings beside name, assertion and place: how many, how large, and what has become of them.</summary>
internal sealed class FrameReader(TermLexicon lexicon)
{
    private const int ReachOfChange = 6;
    private const int LargestCount = 20;

    private readonly SizeReader _sizes = new(lexicon);

    /// <summary>"It measures 8 mm": the sizes that a sentence without a finding gives to the one of the sentence before; null where it gives none.</summary>
    public Mention? ReadOn(Workspace work, Target target)
    {
        if (!TermLexicon.Is(lexicon.Words.Pronouns, work.Tokens, 0) && !TermLexicon.Is(lexicon.Words.Largest, work.Tokens, 0)) return null;
        var carried = new Mention(0, 1, target);
        work.Findings.Add(carried);
        _sizes.Read(work);
        work.Findings.Clear();
        return carried.Sizes is null && carried.PriorSizes is null ? null : carried;
    }

    public void Read(Workspace work)
    {
        if (work.Findings.Count == 0) return;
        foreach (var finding in work.Findings)
        {
            finding.Count = CountOf(work, finding);
            ReadSeverity(work, finding);
            finding.IsDefinite = TermLexicon.Is(lexicon.Words.Definite, work.Tokens, finding.Start - 1);
        }

        _sizes.Read(work);
        ReadChanges(work);
        foreach (var finding in work.Findings) finding.Change ??= ChangeOf(finding);
    }

    /// <summary>
    /// Two sizes tell of a change by themselves, from 2 mm on: less is within what measuring again differs by (MacMahon et al., Radiology 2017).
    /// </summary>
    private static Change? ChangeOf(Mention finding)
    {
        if (finding is not { Sizes: [_, ..] now, PriorSizes: [_, ..] before }) return null;
        return (now.Max() - before.Max()) switch { >= 2 => Change.Worse, <= -2 => Change.Better, 0 => Change.Unchanged, _ => null };
    }

    /// <summary>"Two nodules", "3 left nodules", "two right lower lobe nodules"; null where no number is given.</summary>
    private int? CountOf(Workspace work, Mention finding)
    {
        var tokens = work.Tokens;
        for (var at = finding.Core.Start - 1; at >= 0; at--)
        {
            if (lexicon.Words.Numbers.Match(tokens, at, out var numbers) > 0) return numbers[0];
            if (lexicon.Words.Units.Match(tokens, at, out _) > 0)
            {
                while (at > 0 && (tokens[at - 1].Kind == TokenKind.Number || TermLexicon.Is(lexicon.Words.Times, tokens, at - 1))) at--;
                continue;
            }

            if (tokens[at].Kind == TokenKind.Number) return Digits(work.Text, tokens[at]);
            if (at < finding.Start && !Describes(work, at)) return null;
        }

        return null;
    }

    private static bool Describes(Workspace work, int at)
    {
        foreach (var modifier in work.Modifiers)
        {
            if (modifier.Start <= at && at < modifier.End) return true;
        }

        foreach (var place in work.Places)
        {
            if (place.Start <= at && at < place.End) return true;
        }

        return false;
    }

    /// <summary>"The effusion is small", "effusion, moderate", "Effusion: small".</summary>
    private void ReadSeverity(Workspace work, Mention finding)
    {
        if (finding.Severity is not null) return;
        var at = finding.End;
        while (at < work.TokenList.Count && (work.TokenList[at].Kind is TokenKind.Comma or TokenKind.Colon || TermLexicon.Is(lexicon.Words.Copulas, work.Tokens, at))) at++;
        foreach (var modifier in work.Modifiers)
        {
            // "Is slightly larger" grades the change.
            if (modifier.Start == at && at > finding.End && modifier.Value.IsSeverity && !TermLexicon.Is(lexicon.Words.Changes, work.Tokens, modifier.End)) finding.Severity = work.Phrase(modifier.Start, modifier.End);
        }
    }

    private static int? Digits(string text, Token token) =>
        int.TryParse(text.AsSpan(token.Start, token.End - token.Start), out var count) && count is > 0 and <= LargestCount ? count : null;

    private void ReadChanges(Workspace work)
    {
        var tokens = work.Tokens;
        var said = 0;
        for (var at = 0; at < tokens.Length;)
        {
            var length = lexicon.Words.Changes.Match(tokens, at, out var changes);
            if (length > 0 && !IsDenied(work, at, changes[0]) && !IsOfNumber(work, at + length) && !IsOfPlace(work, at, at + length)) said = Give(work, at, at + length, changes[0], said);
            at += Math.Max(1, length);
        }
    }

    /// <summary>
    /// To the finding that the words describe or go over to ("increase in the effusion"), else to those of the clause before them that
    /// nothing was said of yet ("cardiomegaly and edema have improved"). Answers the token from which findings are still open.
    /// </summary>
    private int Give(Workspace work, int start, int end, Change change, int open)
    {
        foreach (var finding in work.Findings)
        {
            // "Increased density" is the finding's own name, and "is increased" the state that makes it one.
            if (finding.Core.Start < end && start < finding.Core.End) return open;
            if (finding.Start <= start && end <= finding.Core.Start) return Set(finding, change, open);
        }

        if (NextIn(work, end) is { } next && next.Start - end <= ReachOfChange && !work.HasComma(end, next.Start) && (Leads(work, start, end) || (next.Start == end && !TermLexicon.Is(lexicon.Words.Copulas, work.Tokens, start - 1)) || !AnyBefore(work, start, open)))
        {
            if (Leads(work, start, end)) SetListed(work, next, change);
            return Set(next, change, open);
        }

        foreach (var finding in work.Findings)
        {
            if (finding.Start >= open && finding.End <= start && !work.Clauses.Parted(finding.End - 1, start)) finding.Change ??= change;
        }

        return end;
    }

    /// <summary>"Have not resolved", "no larger", "to ensure resolution".</summary>
    private static bool IsDenied(Workspace work, int start, Change change)
    {
        if (change == Change.Unchanged || start == 0) return false;
        return work.Word(start - 1) is "not" or "no" or "without"
            || work.Cues.Exists(cue => cue.Kind == CueKind.Terminates && cue.Start <= start && start < cue.End);
    }

    /// <summary>"No change in the effusion or atelectasis", "increase in effusion and edema": what has changed may be a list.</summary>
    private void SetListed(Workspace work, Mention first, Change change)
    {
        var end = first.End;
        foreach (var finding in work.Findings)
        {
            if (finding.Start <= end || !TermLexicon.Is(lexicon.Words.Conjunctions, work.Tokens, end)) continue;
            var next = lexicon.AfterArticles(work.Tokens, end + 1);
            if (finding.Start != next || work.Clauses.Parted(end - 1, next)) return;
            finding.Change ??= change;
            end = finding.End;
        }
    }

    private static int Set(Mention finding, Change change, int open)
    {
        finding.Change ??= change;
        return open;
    }

    /// <summary>"Increase in", "worsening of", or a describing word whose article stands before it.</summary>
    private static bool Leads(Workspace work, int start, int end)
    {
        var last = work.Word(end - 1);
        return last is "in" or "of" || (end < work.TokenList.Count && work.Word(end) is "in" or "of") || (start > 0 && work.Word(start - 1) is "a" or "an" or "the");
    }

    private static bool AnyBefore(Workspace work, int at, int open)
    {
        foreach (var finding in work.Findings)
        {
            if (finding.Start >= open && finding.End <= at && !work.Clauses.Parted(finding.End - 1, at)) return true;
        }

        return false;
    }

    /// <summary>"Worse in the left lung", "more marked at the bases" holds a place against another, not a time.</summary>
    private bool IsOfPlace(Workspace work, int start, int end)
    {
        // "Larger than the right one", "right worse than left": sides are held against each other.
        if (work.Modifiers.Exists(modifier => modifier.Start <= start && modifier.End >= end && modifier.End - modifier.Start > end - start)) return true;
        if (end < work.TokenList.Count && work.Word(end) is "than" && IsSide(work, lexicon.AfterArticles(work.Tokens, end + 1))) return true;
        if (work.Word(start) is not ("more" or "less" or "worse") || !TermLexicon.Is(lexicon.Words.InPlace, work.Tokens, end)) return false;
        var next = lexicon.AfterArticles(work.Tokens, end + 1);
        return work.Modifiers.Exists(modifier => modifier.Start == start && modifier.End > end) || work.Places.Exists(place => place.Start <= next && next < place.End);
    }

    private static bool IsSide(Workspace work, int at) => work.Modifiers.Exists(modifier => modifier.Start == at && modifier.Side != Side.None);

    /// <summary>"Smaller than 5 mm" holds a size against a number, not against an earlier one.</summary>
    private static bool IsOfNumber(Workspace work, int end) =>
        end + 1 < work.TokenList.Count && work.Word(end) is "than" && work.TokenList[end + 1].Kind == TokenKind.Number;

    private static Mention? NextIn(Workspace work, int from)
    {
        foreach (var finding in work.Findings)
        {
            if (finding.Start >= from) return work.Clauses.Parted(from - 1, finding.Start) ? null : finding;
        }

        return null;
    }
}
