using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>
/// Writes the answer to a prompt, the most probable token each time, for several images at once. Signs stand where they may: none but the
/// phrase's own, those in pairs, around at least one word, and none at all in a text that is not grounded.
/// </summary>
internal sealed class GreedyDecoder(VividMedNetwork network, int maxTokens, DecodingOptions options)
{
    private readonly int _most = Math.Min(maxTokens, options.MostTokens);

    /// <param name="image">[batch, places, width]: what the encoder makes of each image for the language</param>
    /// <param name="prompts">a prompt an image, all of one length</param>
    /// <param name="grounded">whether phrases may be opened</param>
    /// <param name="openings">of each image what the first sentences begin with; null where the network decides all</param>
    public DecodedBatch Decode(Tensor image, IReadOnlyList<IReadOnlyList<int>> prompts, bool grounded, IReadOnlyList<SentenceOpenings>? openings = null)
    {
        var (batch, length) = (prompts.Count, prompts[0].Count);
        if (prompts.Any(prompt => prompt.Count != length)) throw new ArgumentException("Prompts that are decoded together have one length.", nameof(prompts));
        var texts = prompts.Select((_, row) => new Growing(grounded, openings?[row])).ToList();
        var memory = network.Decoder.Begin(image, Math.Max(_most, length));
        var states = new List<Tensor>();
        var next = tensor(prompts.SelectMany(static prompt => prompt.Select(static token => (long)token)).ToArray()).view(batch, length);
        while (true)
        {
            using var step = NewDisposeScope();
            var hidden = network.Decoder.Continue(next, memory);
            states.Add(hidden.MoveToOuterDisposeScope());
            if (memory.Length >= _most || texts.TrueForAll(static text => text.HasEnd)) break;
            Choose(network.Decoder.Logits(hidden.select(1, -1)), texts, left: _most - memory.Length);
            // What was chosen is read too, for a closing sign's state belongs to its phrase.
            next = tensor(texts.Select(static text => (long)text.Last).ToArray()).view(batch, 1).MoveToOuterDisposeScope();
        }

        return new DecodedBatch(length, [.. texts.Select(static text => text.Finish())], cat(states, dim: 1));
    }

    private void Choose(Tensor logits, List<Growing> texts, int left)
    {
        var scores = logits.contiguous().data<float>().ToArray();
        var words = scores.Length / texts.Count;
        for (var row = 0; row < texts.Count; row++)
        {
            var own = scores.AsSpan(row * words, words);
            own[Vocabulary.PhraseBegin] -= (float)options.OpeningCorrection;
            texts[row].Add(own, left);
        }
    }

    /// <summary>One text while it grows.</summary>
    private sealed class Growing(bool grounded, SentenceOpenings? openings)
    {
        private readonly Queue<SentenceOpening> _openings = new(openings?.Items ?? []);
        private readonly Queue<int> _given = new();
        private readonly HashSet<int> _settled = [];
        private IReadOnlyList<int> _forbidden = [];
        private readonly List<int> _answer = [];
        private bool _inPhrase;

        public bool HasEnd { get; private set; }

        public int Last => HasEnd ? Vocabulary.Padding : _answer[^1];

        /// <param name="scores">logits of the next token</param>
        /// <param name="left">tokens that fit, this one among them</param>
        public void Add(ReadOnlySpan<float> scores, int left)
        {
            if (HasEnd) return;
            if (_forbidden.Count > 0 && openings!.Vocabulary.EndsSentence(_answer[^1], Vocabulary.End)) _forbidden = [];
            var best = -1;
            for (var token = 0; token < scores.Length; token++)
            {
                if (May(token, left) && (best < 0 || scores[token] > scores[best])) best = token;
            }

            best = Given(best, left);
            HasEnd = best == Vocabulary.End;
            if (HasEnd) return;
            _answer.Add(best);
            if (best is Vocabulary.PhraseBegin or Vocabulary.PhraseEnd) _inPhrase = best == Vocabulary.PhraseBegin;
        }

        /// <summary>What is given instead of the network's choice: the tokens of an opening, which begins where a sentence may.</summary>
        private int Given(int chosen, int left)
        {
            if (_given.Count == 0 && _openings.TryPeek(out var next) && left > next.Tokens.Count + 1 && MayBegin(chosen))
            {
                _forbidden = _openings.Dequeue().Forbidden;
                _settled.UnionWith(next.Settled);
                foreach (var token in next.Tokens) _given.Enqueue(token);
            }

            return _given.TryDequeue(out var given) ? given : chosen;
        }

        private bool MayBegin(int chosen) => !_inPhrase && (_answer.Count == 0 || openings!.Vocabulary.EndsSentence(_answer[^1], chosen));

        public DecodedTokens Finish() => new(_answer, HasEnd);

        private bool May(int token, int left) => token switch
        {
            Vocabulary.PhraseBegin => grounded && !_inPhrase && left > 2,
            Vocabulary.PhraseEnd => _inPhrase && _answer[^1] != Vocabulary.PhraseBegin,
            Vocabulary.End => !_inPhrase,
            Vocabulary.Padding or Vocabulary.Begin or Vocabulary.User or Vocabulary.System or Vocabulary.Grounded or Vocabulary.NotGrounded => false,
            _ => (!_inPhrase || left > 1) && !_forbidden.Contains(token) && (_inPhrase || !_settled.Contains(token)),
        };
    }
}
