using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>
/// Of several names for one thing the one by which a network would most likely begin the report of an image: what it was never told as a report's word
/// leads it astray.
/// </summary>
internal sealed class SpokenNames(VividMedNetwork network, Vocabulary vocabulary, int maxTokens)
{
    private const int AtOnce = 64;

    private readonly IReadOnlyList<int> _prompt = [.. new ConversationWriter(vocabulary, grounded: true, ConversationBuilder.ReportPrompt, maxTokens).Tokens, Vocabulary.PhraseBegin];

    /// <summary>For each the tokens of the likeliest name with its signs.</summary>
    /// <param name="image">the maps of a batch of images</param>
    /// <param name="wanted">the row of an image, and the names, as a sentence begins with them</param>
    public List<IReadOnlyList<int>> Choose(ImageFeatures image, IReadOnlyList<(int Row, IReadOnlyList<string> Names)> wanted)
    {
        var all = wanted.SelectMany(static (one, index) => one.Names.Select(name => (one.Row, Index: index, Name: name)))
            .Select(one => (one.Row, one.Index, Tokens: (IReadOnlyList<int>)[.. vocabulary.Encode(one.Name), Vocabulary.PhraseEnd])).ToList();
        var scores = all.Chunk(AtOnce).SelectMany(part => Scores(image, [.. part.Select(static one => (one.Row, one.Tokens))]));
        return
        [
            .. all.Zip(scores, static (one, score) => (one.Index, one.Tokens, Score: score)).GroupBy(static one => one.Index).OrderBy(static own => own.Key)
                .Select(static own => (IReadOnlyList<int>)[Vocabulary.PhraseBegin, .. own.MaxBy(static one => one.Score).Tokens]),
        ];
    }

    /// <summary>The logarithm of how likely all tokens follow the prompt.</summary>
    private float[] Scores(ImageFeatures image, (int Row, IReadOnlyList<int> Tokens)[] names)
    {
        using var scope = NewDisposeScope();
        var length = _prompt.Count + names.Max(static name => name.Tokens.Count);
        var (tokens, shares) = (new long[names.Length * length], new float[names.Length * length]);
        foreach (var (row, name) in names.Index())
        {
            for (var i = 0; i < _prompt.Count; i++) tokens[(row * length) + i] = _prompt[i];
            for (var i = 0; i < name.Tokens.Count; i++)
            {
                var at = (row * length) + _prompt.Count + i;
                (tokens[at], shares[at - 1]) = (name.Tokens[i], 1);
            }
        }

        var read = tensor(tokens).view(names.Length, length);
        var rows = tensor(Array.ConvertAll(names, static name => (long)name.Row));
        var logits = network.Decoder.Logits(network.Decoder.call(read, image.Tokens.index_select(0, rows)).Hidden);
        var next = cat([read.slice(1, 1, length, 1), zeros_like(read.slice(1, 0, 1, 1))], dim: 1);
        var likely = logits.log_softmax(-1).gather(-1, next.unsqueeze(-1)).squeeze(-1);
        return (likely * tensor(shares).view(names.Length, length)).sum(1).contiguous().data<float>().ToArray();
    }
}
