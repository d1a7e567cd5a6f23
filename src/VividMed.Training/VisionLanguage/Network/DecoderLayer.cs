using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>Looks back at the words, then at the image, then thinks; normalized before each, added after.</summary>
internal sealed class DecoderLayer : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _beforeWords, _beforeImage, _beforeMixing, _mixing;
    private readonly Attention _words, _image;

    public DecoderLayer(int width, int heads)
        : base(nameof(DecoderLayer))
    {
        _beforeWords = Normalization.Layer(width);
        _beforeImage = Normalization.Layer(width);
        _beforeMixing = Normalization.Layer(width);
        _words = new Attention(width, heads, causal: true);
        _image = new Attention(width, heads, causal: false);
        _mixing = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width));
        RegisterComponents();
        Quiet.Begin(_mixing);
    }

    public override Tensor forward(Tensor input, Tensor image)
    {
        var words = _beforeWords.call(input);
        input = input + _words.call(words, words);
        input = input + _image.call(_beforeImage.call(input), image);
        return input + _mixing.call(_beforeMixing.call(input));
    }
}

/// <summary>Multi-head attention of a sequence to itself (causal) or to the image's tokens.</summary>
internal sealed class Attention : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> _query, _keyValue, _output;
    private readonly int _heads;
    private readonly bool _causal;

    public Attention(int width, int heads, bool causal)
        : base(nameof(Attention))
    {
        (_heads, _causal) = (heads, causal);
        _query = nn.Linear(width, width);
        _keyValue = nn.Linear(width, 2 * width);
        _output = nn.Linear(width, width);
        RegisterComponents();
        // What the image says is heard from the beginning: else answers settle on what is said most often.
        if (causal) Quiet.Begin(_output);
    }

    /// <param name="input">[batch, length, width]</param>
    /// <param name="source">[batch, places, width]: what is attended to</param>
    public override Tensor forward(Tensor input, Tensor source)
    {
        var keyValue = _keyValue.call(source).chunk(2, dim: -1);
        var mixed = nn.functional.scaled_dot_product_attention(
            Split(_query.call(input)), Split(keyValue[0]), Split(keyValue[1]), is_casual: _causal);
        return _output.call(mixed.transpose(1, 2).flatten(2));
    }

    private Tensor Split(Tensor rows) => rows.view(rows.shape[0], rows.shape[1], _heads, -1).transpose(1, 2);
}

/// <summary>What a layer adds begins small, so that words are heard through all of them.</summary>
internal static class Quiet
{
    private const double Share = 0.5;

    public static void Begin(nn.Module added)
    {
        using var still = no_grad();
        var last = added.parameters().Where(static weight => weight.dim() > 1).Last();
        last.mul_(Share);
    }
}
