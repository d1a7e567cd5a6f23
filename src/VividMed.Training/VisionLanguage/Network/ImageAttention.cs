using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// Multi-head attention of words to the places of an image. What is looked at is the mean of places, which says nothing of whether any fits at all:
/// so each head also tells how well they do (the logarithm of the sum of its scores). Without that, words hardly learn what is absent.
/// </summary>
internal sealed class ImageAttention : nn.Module<Tensor, Tensor, (Tensor Seen, Tensor Scores)>
{
    private readonly nn.Module<Tensor, Tensor> _query, _keyValue, _output, _fit;
    private readonly int _heads;

    public ImageAttention(int width, int heads)
        : base(nameof(ImageAttention))
    {
        _heads = heads;
        _query = new AdaptableLinear(width, width);
        _keyValue = new AdaptableLinear(width, 2 * width);
        _output = new AdaptableLinear(width, width);
        _fit = new AdaptableLinear(heads, width, hasBias: false);
        RegisterComponents();
    }

    /// <param name="input">[batch, length, width]</param>
    /// <param name="image">[batch, places, width]</param>
    /// <returns>what is seen [batch, length, width], and the scores [batch, heads, length, places] before they are made shares</returns>
    public override (Tensor Seen, Tensor Scores) forward(Tensor input, Tensor image) => Look(input, Remember(image));

    /// <summary>Keys and values of an image.</summary>
    public KeyValues Remember(Tensor image)
    {
        var keyValue = _keyValue.call(image).chunk(2, dim: -1);
        return new KeyValues(AttentionHeads.Split(keyValue[0], _heads), AttentionHeads.Split(keyValue[1], _heads));
    }

    /// <summary>As <see cref="forward"/>, of an image that is remembered.</summary>
    public (Tensor Seen, Tensor Scores) Look(Tensor input, KeyValues image)
    {
        var query = AttentionHeads.Split(_query.call(input), _heads);
        var scores = query.matmul(image.Keys.transpose(-2, -1)) / Math.Sqrt(query.shape[^1]);
        var mixed = scores.softmax(-1).matmul(image.Values);
        var fit = scores.logsumexp(-1) - Math.Log(scores.shape[^1]);
        return (_output.call(mixed.transpose(1, 2).flatten(2)) + _fit.call(fit.transpose(1, 2)), scores);
    }
}
