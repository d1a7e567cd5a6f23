using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>
/// Collects one conversation: switch, question, answer. What does not fit the longest sequence is cut off, whole phrases with it, and counted.
/// </summary>
internal sealed class ConversationWriter
{
    /// <summary>Names that are repeated from the question teach little; what is said of them does.</summary>
    private const float Repeated = 0.1f;

    private readonly Vocabulary _vocabulary;
    private readonly int _maxTokens;
    private readonly List<int> _tokens = [];
    private readonly List<float> _weights = [];
    private readonly List<GroundedPhrase> _phrases = [];
    private readonly List<Look> _looks = [];

    /// <param name="regions">Where the answer lies: nowhere if null, nobody knows if there are none.</param>
    public ConversationWriter(Vocabulary vocabulary, bool grounded, string prompt, int maxTokens, IReadOnlyList<int>? regions)
    {
        _vocabulary = vocabulary;
        _maxTokens = maxTokens;
        Add([Vocabulary.Begin, grounded ? Vocabulary.Grounded : Vocabulary.NotGrounded], 0);
        Ask([.. vocabulary.Encode(prompt).Take((maxTokens / 2) - 4)], regions); // half at least is left to the answer
    }

    public ConversationWriter(Vocabulary vocabulary, bool grounded, string prompt, int maxTokens)
        : this(vocabulary, grounded, prompt, maxTokens, [])
    {
    }

    /// <summary>The tokens so far; those of a prompt alone are what an answer is decoded from.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    /// <summary>A text of its own.</summary>
    public void Add(string text) => Add(_vocabulary.Encode(text), 1);

    /// <summary>More of the text before; a word's space comes with the word.</summary>
    public void Continue(string text) => Add(_vocabulary.EncodeRest(text), 1);

    /// <summary>A name that the question has named before.</summary>
    public void Repeat(string name) => Add(_vocabulary.Encode(name), Repeated);

    /// <summary>One more question with its answer, unless they do not fit any more. Each answer has its end.</summary>
    /// <param name="regions">Where the answer lies: nowhere if null, nobody knows if there are none.</param>
    public bool TryAsk(string question, string answer, IReadOnlyList<int>? regions)
    {
        var (asked, said) = (_vocabulary.Encode(question), _vocabulary.Encode(answer));
        if (_tokens.Count + asked.Count + said.Count + 4 > _maxTokens) return false;
        Add([Vocabulary.End], 1);
        Ask(asked, regions);
        Add(said, 1);
        return true;
    }

    /// <summary>Where what is said next lies: whoever writes on is to look there first. Without regions nobody knows.</summary>
    public void LookAhead(IReadOnlyList<int> regions) => Look(regions);

    /// <summary>
    /// A phrase in the middle of a text, of which the image decides what it says. Without regions the heads are not asked: nobody knows whether
    /// there is a place.
    /// </summary>
    public void ContinuePhrase(string text, IReadOnlyList<int> regions)
    {
        Add([Vocabulary.PhraseBegin], 1);
        Look(regions);
        AddWords(_vocabulary.EncodeRest(text), 1, regions, inSentence: true);
    }

    /// <summary>A name that the question has named before, with its regions: null of what is not there; without any the heads are not asked.</summary>
    public void RepeatPhrase(string name, IReadOnlyList<int>? regions)
    {
        Add([Vocabulary.PhraseBegin], Repeated);
        AddWords(_vocabulary.Encode(name), Repeated, regions, inSentence: false);
    }

    public Conversation Finish(TrainingStudy study)
    {
        Add([Vocabulary.End], 1);
        var kept = Math.Min(_tokens.Count, _maxTokens);
        // Where phrases are cut off, what their sentence would have said is not read either.
        var phrases = _phrases.FindAll(phrase => phrase.Position < kept).ConvertAll(phrase =>
            phrase.InSentence ? phrase with { End = Math.Min(kept - 1, _vocabulary.EndOfSentence(_tokens, phrase.Position)) } : phrase);
        return new Conversation(study, _tokens[..kept], _weights[..kept], phrases, _looks.FindAll(look => look.Position < kept), _phrases.Count - phrases.Count);
    }

    private void Ask(IReadOnlyList<int> question, IReadOnlyList<int>? regions)
    {
        Add([Vocabulary.User, .. question, Vocabulary.System], 0);
        Look(regions);
    }

    private void AddWords(IReadOnlyList<int> words, float weight, IReadOnlyList<int>? regions, bool inSentence)
    {
        var start = _tokens.Count;
        Add(words, weight);
        Look(regions);
        if (regions is not []) _phrases.Add(new GroundedPhrase(start, _tokens.Count, _tokens.Count, inSentence, regions ?? []));
        Add([Vocabulary.PhraseEnd], weight);
        Look(regions);
    }

    /// <summary>The last token is to look there.</summary>
    private void Look(IReadOnlyList<int>? regions)
    {
        if (regions is not []) _looks.Add(new Look(_tokens.Count - 1, regions ?? []));
    }

    private void Add(IReadOnlyList<int> tokens, float weight)
    {
        _tokens.AddRange(tokens);
        _weights.AddRange(Enumerable.Repeat(weight, tokens.Count));
    }
}

/// <summary>
/// Questions and their answers about one study as tokens, and what each weighs in the loss: nothing where it is a question's. CutPhrases are those that
/// did not fit.
/// </summary>
internal sealed record Conversation(
    TrainingStudy Study, IReadOnlyList<int> Tokens, IReadOnlyList<float> Weights, IReadOnlyList<GroundedPhrase> Phrases, IReadOnlyList<Look> Looks, int CutPhrases)
{
    /// <summary>Findings of which it is known where they are, or that they are nowhere, beside what is said.</summary>
    public IReadOnlyList<Glance> Glances { get; init; } = [];
}

/// <summary>The words of a finding's name, and its regions (indices of the sample); none: there is nothing to find.</summary>
internal sealed record Glance(IReadOnlyList<int> Words, IReadOnlyList<int> Regions);

/// <summary>A token that is to look at regions (indices of the sample); none: to see that there is nothing.</summary>
internal sealed record Look(int Position, IReadOnlyList<int> Regions);

/// <summary>
/// Where a phrase's first word, its closing sign and the last token of its sentence stand among the tokens, and the regions (indices of the sample) that it
/// names; none: there is nothing to find. What follows a name that is no part of a sentence is the answer, which it must not know: it ends with its sign.
/// </summary>
internal sealed record GroundedPhrase(int Start, int Position, int End, bool InSentence, IReadOnlyList<int> Regions);
