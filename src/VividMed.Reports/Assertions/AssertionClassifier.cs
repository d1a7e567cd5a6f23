using System.Runtime.InteropServices;
using VividMed.Reports.Language;
using VividMed.Reports.Structure;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Reports.Assertions;

/// <summary>Decides what a text asserts of a phrase in it. Safe for use by several threads.</summary>
public sealed class AssertionClassifier
{
    private readonly Lexicon _lexicon;
    private readonly AssertionRules _rules;
    private readonly SocialHistory _socialHistory;

    /// <summary>Compiles the rules, which takes far longer than a sentence: make one classifier and share it.</summary>
    public AssertionClassifier(ReportLanguage language)
    {
        _lexicon = language.Words.BeginLexicon();
        _rules = new AssertionRules(language.Words);
        _socialHistory = new SocialHistory(language.File, _lexicon);
    }

    /// <summary>The assertion of the sentence around text[phrase.Start..phrase.End] (UTF-16 code units).</summary>
    /// <exception cref="ReportException"><c>bad-phrase</c>: the phrase is empty or outside the text; <c>report-too-long</c>.</exception>
    public Assertion Classify(string text, TextSpan phrase)
    {
        if (phrase.Start < 0 || phrase.End > text.Length || phrase.Start >= phrase.End)
        {
            throw new ReportException("bad-phrase", "The phrase does not lie within the text.");
        }

        if (text.Length > ReportTagger.MaximumCharacters)
        {
            throw new ReportException("report-too-long", $"The text has more than {ReportTagger.MaximumCharacters} characters.");
        }

        var sentence = Sentence(text, phrase);
        var tokens = new List<Token>();
        _lexicon.Tokenizer.Read(text, sentence.Start, sentence.End, tokens);
        var first = tokens.FindIndex(token => token.End > phrase.Start);
        var end = tokens.FindLastIndex(token => token.Start < phrase.End) + 1;
        if (first < 0 || end <= first) return default;
        // The phrase's own words are no part of any cue.
        var cues = new List<CueMatch>();
        _rules.FindCues(tokens, 0, first, cues);
        _rules.FindCues(tokens, end, tokens.Count, cues);
        var assertion = _rules.Decide(tokens, cues, first, end);
        return _socialHistory.Holds(CollectionsMarshal.AsSpan(tokens), first, end)
            ? assertion with { Temporality = Temporality.Historical }
            : assertion;
    }

    private static TextSpan Sentence(string text, TextSpan phrase)
    {
        var touched = SentenceSplitter.Split(text, 0, text.Length)
            .Where(sentence => sentence.Start < phrase.End && sentence.End > phrase.Start)
            .ToList();
        return touched.Count == 0 ? phrase : new TextSpan(Math.Min(touched[0].Start, phrase.Start), Math.Max(touched[^1].End, phrase.End));
    }
}
