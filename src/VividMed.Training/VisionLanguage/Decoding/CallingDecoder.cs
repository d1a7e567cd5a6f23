using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>
/// Asks a network for single names, in the words of the targets' conversations, and lets it call: its answer ends with the call, the result is read as the next
/// turn, and it goes on.
/// </summary>
internal sealed class CallingDecoder(VividMedNetwork network, Vocabulary vocabulary, int maxTokens)
{
    private const int AtOnce = 64;

    private readonly GreedyDecoder _decoder = new(network, maxTokens, new DecodingOptions());

    /// <param name="image">the maps of a batch of images</param>
    /// <param name="asked">the row of an image, and the name that is asked of it</param>
    public List<FirstAnswer> Ask(ImageFeatures image, IReadOnlyList<(int Row, string Name)> asked)
    {
        var prompts = asked.Select(one => (one.Row, new ConversationWriter(vocabulary, grounded: true, $"{ConversationBuilder.TargetPrompt} {one.Name}", maxTokens).Tokens)).ToList();
        return [.. Decode(image, prompts).Zip(prompts, (answer, prompt) => new FirstAnswer(
            DecodedText.From(vocabulary, answer.Answer).Text, prompt.Row, [.. prompt.Tokens, .. answer.Answer], answer.HasEnd))];
    }

    /// <summary>How the answers go on that called, each given what came of its call.</summary>
    public List<string> GoOn(ImageFeatures image, IReadOnlyList<(FirstAnswer Call, bool IsFound, LocalizerFailure? Failure)> calls)
    {
        var prompts = calls.Select(one => (one.Call.Row, Tokens: (IReadOnlyList<int>)[.. one.Call.Tokens, .. Heard(one.IsFound, one.Failure)])).ToList();
        return [.. Decode(image, prompts).Select(answer => DecodedText.From(vocabulary, answer.Answer).Text)];
    }

    private IReadOnlyList<int> Heard(bool isFound, LocalizerFailure? failure) =>
        [Vocabulary.End, Vocabulary.User, .. vocabulary.Encode(CallWords.ResultOf(isFound, failure)), Vocabulary.System];

    /// <summary>Those of one length together; what is too long to go on from has no answer.</summary>
    private DecodedTokens[] Decode(ImageFeatures image, List<(int Row, IReadOnlyList<int> Tokens)> prompts)
    {
        var answers = new DecodedTokens[prompts.Count];
        foreach (var part in prompts.Index().GroupBy(static one => one.Item.Tokens.Count).SelectMany(static alike => alike.Chunk(AtOnce)))
        {
            using var scope = NewDisposeScope();
            if (part[0].Item.Tokens.Count >= maxTokens)
            {
                foreach (var (index, _) in part) answers[index] = new DecodedTokens([], HasEnd: false);
                continue;
            }

            var rows = tensor(Array.ConvertAll(part, static one => (long)one.Item.Row));
            var batch = _decoder.Decode(image.Tokens.index_select(0, rows), [.. part.Select(static one => one.Item.Tokens)], grounded: true);
            foreach (var (at, (index, _)) in part.Index()) answers[index] = batch.Texts[at];
        }

        return answers;
    }
}

/// <summary>What a network answers at once to a name: a call, or all that it has to say.</summary>
/// <param name="Tokens">Of prompt and answer, from which it goes on.</param>
internal sealed record FirstAnswer(string Text, int Row, IReadOnlyList<int> Tokens, bool HasEnd)
{
    /// <summary>The name that it calls for; null where it does not call.</summary>
    public string? Called => HasEnd ? CallWords.NameIn(Text) : null;
}
