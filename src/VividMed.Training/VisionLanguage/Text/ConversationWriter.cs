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
    private readonly List<(int Start, int End)> _questions = [];

    public ConversationWriter(Vocabulary vocabulary, bool grounded, string prompt, int maxTokens)
    {
        _vocabulary = vocabulary;
        _maxTokens = maxTokens;
        _tokens = [Vocabulary.Begin, grounded ? Vocabulary.Grounded : Vocabulary.NotGrounded];
        Ask(vocabulary.Encode(prompt).Take((maxTokens / 2) - 4)); // half at least is left to the answer
    }

    public void Add(string text) => _tokens.AddRange(_vocabulary.Encode(text));

    /// <summary>One more question with its answer, unless they do not fit any more.</summary>
    public bool TryAsk(string question, string answer)
    {
        var (asked, said) = (_vocabulary.Encode(question).ToList(), _vocabulary.Encode(answer).ToList());
        if (_tokens.Count + asked.Count + said.Count + 3 > _maxTokens) return false;
        Ask(asked);
        _tokens.AddRange(said);
        return true;
    }

    private void Ask(IEnumerable<int> question)
    {
        var start = _tokens.Count;
        _tokens.Add(Vocabulary.User);
        _tokens.AddRange(question);
        _tokens.Add(Vocabulary.System);
        _questions.Add((start, _tokens.Count));
    }

    /// <param name="regions">None where the heads are not asked: nobody knows whether there is a place.</param>
    public void AddPhrase(string text, IReadOnlyList<int> regions) => AddPhrase(text, regions, isAsked: regions.Count > 0);

    /// <summary>A phrase that names what is not there: the heads are to find nothing.</summary>
    public void AddNothing(string text) => AddPhrase(text, [], isAsked: true);

    private void AddPhrase(string text, IReadOnlyList<int> regions, bool isAsked)
    {
        _tokens.Add(Vocabulary.PhraseBegin);
        var start = _tokens.Count;
        Add(text);
        if (isAsked && _tokens.Count < _maxTokens) _phrases.Add(new GroundedPhrase(start, _tokens.Count, regions));
        _tokens.Add(Vocabulary.PhraseEnd);
    }

    public Conversation Finish(TrainingStudy study)
    {
        _tokens.Add(Vocabulary.End);
        var tokens = _tokens.Count <= _maxTokens ? _tokens : _tokens[.._maxTokens];
        var counts = Enumerable.Range(0, tokens.Count).Select(at => at > 1 && !_questions.Exists(question => at >= question.Start && at < question.End)).ToList();
        return new Conversation(study, tokens, counts, _phrases);
    }
}

/// <summary>Questions and their answers about one study as tokens, and of each whether it is an answer's, whose prediction counts.</summary>
internal sealed record Conversation(TrainingStudy Study, IReadOnlyList<int> Tokens, List<bool> Counts, IReadOnlyList<GroundedPhrase> Phrases);

/// <summary>
/// Where a phrase's first word and its closing sign stand among the tokens, and the regions (indices of the sample) that it names; none:
/// there is nothing to find.
/// </summary>
internal sealed record GroundedPhrase(int Start, int Position, IReadOnlyList<int> Regions);
