using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>A phrase is the mean of what the decoder makes of its words and of its closing sign.</summary>
internal static class PhraseVectors
{
    /// <param name="hidden">[batch, length, width]</param>
    /// <returns>[phrases, width]</returns>
    public static Tensor Of(Tensor hidden, IReadOnlyList<PhraseTarget> phrases)
    {
        var places = (int)(hidden.shape[0] * hidden.shape[1]);
        var shares = new float[phrases.Count * places];
        foreach (var (index, phrase) in phrases.Index())
        {
            shares.AsSpan((index * places) + phrase.Start, phrase.Position - phrase.Start + 1).Fill(1f / (phrase.Position - phrase.Start + 1));
        }

        return tensor(shares).view(phrases.Count, places).matmul(hidden.flatten(0, 1));
    }

    /// <summary>[phrases]: the batch row of each.</summary>
    public static Tensor Rows(IReadOnlyList<PhraseTarget> phrases) => tensor(phrases.Select(static phrase => (long)phrase.Row).ToArray());
}
