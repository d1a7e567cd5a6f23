using System.Collections.Concurrent;
using VividMed.Reports.Assertions;
using VividMed.Reports.Language;
using VividMed.Reports.Structure;
using VividMed.Reports.Tagging;
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
    public const string Behavior = "1";

    /// <summary>Longer reports are refused: no real one comes near, and time and memory stay bounded.</summary>
    public const int MaximumCharacters = 1_000_000;

    private readonly ConcurrentBag<Workspace> _workspaces = [];
    private readonly Lexicon _lexicon = CueLexicon.Begin();
    private readonly AssertionRules _assertions;
    private readonly TermMatcher _terms;
    private readonly CompositionMatcher _compositions;
    private readonly PlaceResolver _places;
    private readonly ExplainedTerms _explanations;

    /// <summary>Compiles the taxonomy's names, which takes far longer than a report: make one tagger and share it.</summary>
    public ReportTagger(TargetTaxonomy taxonomy)
    {
        var terms = new TermLexicon(taxonomy, _lexicon);
        _assertions = new AssertionRules(_lexicon);
        _terms = new TermMatcher(terms);
        _compositions = new CompositionMatcher(terms);
        _places = new PlaceResolver(terms, taxonomy);
        _explanations = new ExplainedTerms(terms, taxonomy);
    }

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
        foreach (var section in layout.Sections)
        {
            foreach (var sentence in SentenceSplitter.Split(layout.Text, section.Start, section.End))
            {
                if (ReportLayout.IsBody(section)) TagSentence(work, layout.Text, sentence, sentences.Count, findings);
                sentences.Add(sentence);
            }
        }

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
    }

    private void TagWindow(Workspace work, string text, TextSpan window, int index, List<Finding> findings)
    {
        work.Begin(_lexicon.Tokenizer, text, window.Start, window.End);
        _terms.Find(work);
        _compositions.Find(work);
        if (work.Mentions.Count == 0) return;
        _places.Resolve(work);
        _explanations.Apply(work);
        _assertions.FindCues(work.TokenList, 0, work.TokenList.Count, work.Cues);
        foreach (var mention in work.Mentions)
        {
            if (!mention.Target.PlaceOnly && Assert(work, mention) is { } assertion)
            {
                findings.Add(ToFinding(text, work.TokenList, mention, assertion, index));
            }
        }
    }

    /// <summary>What is asserted of a mention; null where it is no statement about the patient.</summary>
    private static Assertion? Assert(Workspace work, Mention mention)
    {
        if (mention.IsAnatomy) return default(Assertion);
        var assertion = AssertionRules.Decide(work.TokenList, work.Cues, mention.Core.Start, mention.Core.End);
        if (assertion.Experiencer == Experiencer.Family) return null;
        if (mention.Stated is not { } stated) return assertion;
        // "Not normal" names no finding; what is wrong is told elsewhere.
        return assertion.Polarity == Polarity.Absent ? null : assertion with { Polarity = stated };
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
            mention.Side,
            sentence,
            Words(text, mention.Modifiers),
            mention.Location);
    }

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
