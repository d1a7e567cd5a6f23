using VividMed.Training.VisionLanguage.Data;

namespace VividMed.Training.VisionLanguage.Text;

/// <summary>
/// Collects one conversation: switch, question, answer. What does not fit the longest sequence is cut off, whole phrases with it.
/// </summary>
internal sealed class ConversationWriter
{
    private readonly Vocabulary _vocabulary;
    private readonly int _maxTokens;
    private readonly List<int> _tokens;
    private readonly List<GroundedPhrase> _phrases = [];
    private readonly int _answerStart;

    public ConversationWriter(Vocabulary vocabulary, bool grounded, string prompt, int maxTokens)
    {
        _vocabulary = vocabulary;
        _maxTokens = maxTokens;
        _tokens = [Vocabulary.Begin, grounded ? Vocabulary.Grounded : Vocabulary.NotGrounded, Vocabulary.User];
        _tokens.AddRange(vocabulary.Encode(prompt).Take((maxTokens / 2) - 4)); // half at least is left to the answer
        _tokens.Add(Vocabulary.System);
        _answerStart = _tokens.Count;
    }

    public void Add(string text) => _tokens.AddRange(_vocabulary.Encode(text));

    public void AddPhrase(string text, IReadOnlyList<int> regions)
    {
        _tokens.Add(Vocabulary.PhraseBegin);
        Add(text);
        if (regions.Count > 0 && _tokens.Count < _maxTokens) _phrases.Add(new GroundedPhrase(_tokens.Count, regions));
        _tokens.Add(Vocabulary.PhraseEnd);
    }

    public Conversation Finish(TrainingStudy study)
    {
        _tokens.Add(Vocabulary.End);
        return new Conversation(study, _tokens.Count <= _maxTokens ? _tokens : _tokens[.._maxTokens], _answerStart, _phrases);
    }
}

/// <summary>A question and its answer about one study as tokens. AnswerStart is the first token whose prediction counts.</summary>
internal sealed record Conversation(TrainingStudy Study, IReadOnlyList<int> Tokens, int AnswerStart, IReadOnlyList<GroundedPhrase> Phrases);

/// <summary>
/// Where a phrase's closing sign stands among the tokens, and the regions (indices of the sample) that it names; none: nothing to find.
/// </summary>
internal sealed record GroundedPhrase(int Position, IReadOnlyList<int> Regions);
