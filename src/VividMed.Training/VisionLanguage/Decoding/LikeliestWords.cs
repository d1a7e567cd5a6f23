using VividMed.Training.VisionLanguage.Network;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>Of several words that may come next, those that a network would most likely write.</summary>
internal sealed class LikeliestWords(VividMedNetwork network)
{
    private const int AtOnce = 64;

    /// <summary>For each the number of its likeliest candidate.</summary>
    /// <param name="image">the maps of a batch of images</param>
    /// <param name="wanted">the row of an image, the tokens before, and those that may follow</param>
    public List<int> Choose(ImageFeatures image, IReadOnlyList<(int Row, IReadOnlyList<int> Prompt, IReadOnlyList<IReadOnlyList<int>> Candidates)> wanted)
    {
        var all = wanted.SelectMany(static (one, index) => one.Candidates.Select((candidate, at) => (one.Row, one.Prompt, Words: candidate, Index: index, At: at))).ToList();
        var scores = all.Chunk(AtOnce).SelectMany(part => Scores(image, Array.ConvertAll(part, static one => (one.Row, one.Prompt, one.Words))));
        return
        [
            .. all.Zip(scores, static (one, score) => (one.Index, one.At, Score: score)).GroupBy(static one => one.Index).OrderBy(static own => own.Key)
                .Select(static own => own.MaxBy(static one => one.Score).At),
        ];
    }

    /// <summary>The logarithm of how likely all words follow.</summary>
    private float[] Scores(ImageFeatures image, (int Row, IReadOnlyList<int> Prompt, IReadOnlyList<int> Words)[] wanted)
    {
        using var scope = NewDisposeScope();
        var length = wanted.Max(static one => one.Prompt.Count + one.Words.Count);
        var (tokens, shares) = (new long[wanted.Length * length], new float[wanted.Length * length]);
        foreach (var (row, one) in wanted.Index())
        {
            for (var i = 0; i < one.Prompt.Count; i++) tokens[(row * length) + i] = one.Prompt[i];
            for (var i = 0; i < one.Words.Count; i++)
            {
                var at = (row * length) + one.Prompt.Count + i;
                (tokens[at], shares[at - 1]) = (one.Words[i], 1);
            }
        }

        var read = tensor(tokens).view(wanted.Length, length);
        var rows = tensor(Array.ConvertAll(wanted, static one => (long)one.Row));
        var logits = network.Decoder.Logits(network.Decoder.call(read, image.Tokens.index_select(0, rows)).Hidden);
        var next = cat([read.slice(1, 1, length, 1), zeros_like(read.slice(1, 0, 1, 1))], dim: 1);
        var likely = logits.log_softmax(-1).gather(-1, next.unsqueeze(-1)).squeeze(-1);
        return (likely * tensor(shares).view(wanted.Length, length)).sum(1).contiguous().data<float>().ToArray();
    }
}
