using System.Collections.Concurrent;
using VividMed.Reports.Assertions;
using VividMed.Reports.Clauses;
using VividMed.Reports.Frames;
using VividMed.Reports.Language;
using VividMed.Reports.Structure;
using VividMed.Reports.Tagging;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Reports;

/// <summary>
/// Reads a report by rules: its sections, its sentences, and the findings that its body states, each with span, target, assertion, side
/// and place. Deterministic, linear in the length of the text, and safe for use by several threads.
/// </summary>
public sealed class ReportTagger
{
    /// <summary>
    /// Part of every recipe: raised whenever the same report would be tagged differently, so that old and new samples never share a version.
    /// </summary>
    public const string Behavior = "6";

    /// <summary>Longer reports are refused: no real one comes near, and time and memory stay bounded.</summary>
    public const int MaximumCharacters = 1_000_000;

    private readonly ConcurrentBag<Workspace> _workspaces = [];
    private readonly Lexicon _lexicon;
    private readonly AssertionRules _assertions;
    private readonly ClauseFinder _clauses;
    private readonly TermMatcher _terms;
    private readonly CompositionMatcher _compositions;
    private readonly PlaceResolver _places;
    private readonly ExplainedTerms _explanations;
    private readonly FrameReader _frames;
    private readonly FrameLinker _linker;
    private readonly TermLexicon _words;
    private readonly TargetTaxonomy _taxonomy;

    /// <summary>Compiles the taxonomy's names, which takes far longer than a report: make one tagger and share it.</summary>
    /// <param name="taxonomy">What reports may name.</param>
    /// <param name="language">How they say things of it.</param>
    public ReportTagger(TargetTaxonomy taxonomy, ReportLanguage language)
    {
        _lexicon = language.Words.BeginLexicon();
        var terms = new TermLexicon(taxonomy, language.Words, _lexicon);
        _assertions = new AssertionRules(language.Words);
        _clauses = new ClauseFinder(terms);
        _terms = new TermMatcher(terms);
        _compositions = new CompositionMatcher(terms);
        _places = new PlaceResolver(terms, taxonomy);
        _explanations = new ExplainedTerms(terms, taxonomy);
        _linker = new FrameLinker(taxonomy);
        (_words, _taxonomy, _frames, Language) = (terms, taxonomy, new FrameReader(terms), language);
    }

    internal ReportLanguage Language { get; }

    /// <exception cref="ReportException"><c>empty-report</c> or <c>report-too-long</c>.</exception>
    public TaggedReport Tag(string text, ReportStyle style)
    {
        if (text.Length > MaximumCharacters)
        {
            throw new ReportException("report-too-long", $"The report has more than {MaximumCharacters} characters.");
        }

        var layout = ReportLayout.Parse(text, style);
        if (!_workspaces.TryTake(out var work)) work = new Workspace();
        var sentences = new List<TextSpan>();
        var findings = new List<Finding>();
        work.Contexts.Clear();
        foreach (var section in layout.Sections)
        {
            work.Section++;
            work.SideBefore = Side.None;
            foreach (var sentence in SentenceSplitter.Split(layout.Text, section.Start, section.End))
            {
                if (ReportLayout.IsBody(section)) TagSentence(work, layout.Text, sentence, sentences.Count, findings);
                sentences.Add(sentence);
            }
        }

        _linker.Link(findings, work.Contexts);
        _workspaces.Add(work);
        return new TaggedReport(layout.Text, layout.Sections, sentences, findings);
    }

    private void TagSentence(Workspace work, string text, TextSpan sentence, int index, List<Finding> findings)
    {
        for (var start = sentence.Start; start < sentence.End;)
        {
            // Text without sentence ends is read in windows, so that no rule sees more than a bounded number of words.
            var end = WindowEnd(text, start, sentence.End);
            TagWindow(work, text, new TextSpan(start, end), index, findings);
            start = end;
        }

        work.SideBefore = SideOf(work);
    }

    private static Side SideOf(Workspace work)
    {
        var side = Side.None;
        foreach (var mention in work.Mentions) side = Sides.Union(side, mention.Side);
        return side == Side.Both ? Side.None : side;
    }

    private void TagWindow(Workspace work, string text, TextSpan window, int index, List<Finding> findings)
    {
        work.Begin(_lexicon.Tokenizer, text, window.Start, window.End);
        _assertions.FindCues(work.TokenList, 0, work.TokenList.Count, work.Cues);
        _clauses.Find(work);
        _terms.Find(work);
        _compositions.Find(work);
        if (work.Mentions.Count == 0)
        {
            Deny(work, index, findings);
            GoOn(work, index, findings);
            return;
        }

        work.Cues.RemoveAll(cue => cue.Kind == CueKind.NegatesPrevious && DeniesNext(work, cue));
        _places.Describe(work);
        _clauses.Refine(work);
        _places.Place(work);
        _frames.Read(work);
        _explanations.Apply(work);
        _places.DropElsewhere(work);
        if (work.Findings.Count == 0) GoOn(work, index, findings);
        foreach (var mention in work.Mentions)
        {
            if (mention.Target.PlaceOnly || Assert(work, mention) is not { } assertion) continue;
            findings.Add(ToFinding(text, work.TokenList, mention, assertion, index));
            work.Contexts.Add(new(work.Section, mention.IsDefinite, TermLexicon.Is(_words.Words.Explaining, work.Tokens, mention.Start - 2)));
        }
    }

    /// <summary>"Pneumonia? None seen.": a denial without a name is of the sentence before.</summary>
    private static void Deny(Workspace work, int index, List<Finding> findings)
    {
        const int longest = 4;
        if (work.TokenList.Count > longest || work.Cues.Find(static cue => cue.Start == 0) is not { Kind: CueKind.NegatesPrevious, End: > 0 }) return;
        for (var i = findings.Count - 1; i >= 0 && findings[i].Sentence == index - 1; i--)
        {
            if (findings[i].Kind == FindingKind.Abnormality) findings[i] = findings[i] with { Polarity = Polarity.Absent, Certainty = Certainty.Absent };
        }
    }

    /// <summary>"It lies in the upper lobe": the place belongs to the finding of the sentence before.</summary>
    private void GoOn(Workspace work, int index, List<Finding> findings)
    {
        var last = findings.Count - 1;
        while (last >= 0 && findings[last].Sentence == index - 1 && findings[last].Kind == FindingKind.Anatomy) last--;
        if (last < 0 || findings[last].Sentence != index - 1) return;
        if (_taxonomy.Find(findings[last].Target) is { } target && _frames.ReadOn(work, target) is { } measured)
        {
            findings[last] = findings[last] with { SizeMm = findings[last].SizeMm ?? measured.Sizes, PriorSizeMm = findings[last].PriorSizeMm ?? measured.PriorSizes };
        }

        if (!TermLexicon.Is(_words.Words.Pronouns, work.Tokens, 0)) return;
        if (work.Mentions.Count == 0 && findings[last].Side == Side.None && _taxonomy.Find(findings[last].Target) is { Sideable: true })
        {
            findings[last] = findings[last] with { Side = SideTold(work) };
        }

        foreach (var place in work.Mentions)
        {
            var finding = findings[last];
            if (!place.IsAnatomy || Sides.Conflict(finding.Side, place.Side)) continue;
            var side = finding.Side == Side.None && _taxonomy.Find(finding.Target) is { Sideable: true } ? place.Side : finding.Side;
            var closer = finding.Location is null || _taxonomy.IsA(place.Target.Id, finding.Location);
            findings[last] = finding with { Side = side, Location = closer ? place.Target.Id : finding.Location };
        }
    }

    /// <summary>"It is on the right": a side without anatomy; none where it is said of what is not so.</summary>
    private Side SideTold(Workspace work)
    {
        if (work.Cues.Exists(static cue => cue.Kind is CueKind.NegatesNext or CueKind.NegatesPrevious)) return Side.None;
        var side = Side.None;
        for (var at = 0; at < work.Tokens.Length; at++)
        {
            if (!TermLexicon.Is(_words.Words.InPlace, work.Tokens, at)) continue;
            var next = at + 1;
            while (TermLexicon.Is(_words.Words.Articles, work.Tokens, next)) next++;
            if (_words.Words.Modifiers.Match(work.Tokens, next, out var values) > 0) side = Sides.Union(side, values[0].Side);
        }

        return side;
    }

    /// <summary>What is asserted of a mention; null where it is no statement about the patient.</summary>
    private Assertion? Assert(Workspace work, Mention mention)
    {
        if (mention.IsAnatomy) return default(Assertion);
        if (mention.IsElliptic) return new Assertion(Polarity.Absent, Temporality.Current, Experiencer.Patient, Certainty.Absent);
        var assertion = _assertions.Decide(work.TokenList, work.Cues, mention.Core.Start, mention.Core.End, work.Clauses);
        if (assertion.Experiencer == Experiencer.Family) return null;
        if (mention.Stated is not { } stated) return assertion;
        // "Not normal" names no finding; what is wrong is told elsewhere.
        return assertion.Polarity == Polarity.Absent
            ? null
            : assertion with { Polarity = stated, Certainty = stated == Polarity.Absent ? Certainty.Absent : Certainty.Uncertain };
    }

    /// <summary>"The nodule is not calcified" denies the calcification and not the nodule.</summary>
    private static bool DeniesNext(Workspace work, CueMatch cue)
    {
        if (!work.Cues.Contains(cue with { Kind = CueKind.NegatesNext })) return false;
        foreach (var mention in work.Mentions)
        {
            if (mention.Core.Start == cue.End) return true;
        }

        return false;
    }

    private static Finding ToFinding(string text, List<Token> tokens, Mention mention, Assertion assertion, int sentence)
    {
        var start = tokens[mention.Start].Start;
        var end = tokens[mention.End - 1].End;
        return new Finding(
            start,
            end,
            text[start..end],
            mention.Target.Id,
            mention.Target.Kind,
            assertion.Polarity,
            assertion.Temporality,
            assertion.Polarity == Polarity.Absent && mention is { IsAnatomy: false, IsSideImplied: true } ? Side.None : mention.Side,
            sentence,
            Words(text, mention.Modifiers),
            mention.Location)
        {
            Certainty = assertion.Certainty,
            IsAlternative = assertion.IsAlternative,
            Severity = mention.Severity,
            Count = mention.Count,
            SizeMm = mention.Sizes,
            PriorSizeMm = mention.PriorSizes,
            Change = ChangeOf(mention, assertion),
            TextConfidence = TextConfidence.Of(assertion, mention),
        };
    }

    /// <summary>Of what is gone, only that; of what never was, nothing.</summary>
    private static Change? ChangeOf(Mention mention, Assertion assertion) => assertion switch
    {
        { IsResolved: true } => Change.Resolved,
        { Polarity: Polarity.Absent } => mention.Change == Change.Resolved ? Change.Resolved : null,
        _ => mention.Change == Change.Resolved ? Change.Better : mention.Change,
    };

    private static string[] Words(string text, IReadOnlyList<TextSpan> spans)
    {
        if (spans.Count == 0) return [];
        var words = new string[spans.Count];
        for (var i = 0; i < words.Length; i++) words[i] = text[spans[i].Start..spans[i].End].ToLowerInvariant();
        return words;
    }

    private static int WindowEnd(string text, int start, int end)
    {
        const int longest = 2_000;
        if (end - start <= longest) return end;
        var space = text.LastIndexOf(' ', start + longest, longest);
        return space > start ? space : start + longest;
    }
}
