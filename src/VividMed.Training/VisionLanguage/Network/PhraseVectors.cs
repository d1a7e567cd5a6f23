using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// A phrase is the mean of what the decoder makes of its words and of its closing sign, and of what its sentence says after it: in "a nodule in the
/// left lower lobe" the side comes when the phrase is closed, and a causal state knows nothing of it.
/// </summary>
internal sealed class PhraseVectors : nn.Module
{
    private readonly nn.Module<Tensor, Tensor> _after;

    public PhraseVectors(int width)
        : base(nameof(PhraseVectors))
    {
        _after = nn.Linear(width, width, hasBias: false);
        RegisterComponents();
    }

    /// <param name="hidden">[batch, length, width]</param>
    /// <returns>[phrases, width]</returns>
    public Tensor Of(Tensor hidden, IReadOnlyList<PhraseTarget> phrases)
    {
        var words = Mean(hidden, [.. phrases.Select(static phrase => (phrase.Start, phrase.Position))]);
        return words + _after.call(Mean(hidden, [.. phrases.Select(static phrase => (phrase.Position + 1, phrase.End))]));
    }

    /// <summary>Of each run of states from its first to its last; 0 of an empty one.</summary>
    private static Tensor Mean(Tensor hidden, (int First, int Last)[] runs)
    {
        var places = (int)(hidden.shape[0] * hidden.shape[1]);
        var shares = new float[runs.Length * places];
        foreach (var (index, (first, last)) in runs.Index())
        {
            if (last >= first) shares.AsSpan((index * places) + first, last - first + 1).Fill(1f / (last - first + 1));
        }

        return tensor(shares).view(runs.Length, places).matmul(hidden.flatten(0, 1));
    }
}
