using TorchSharp;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage;

/// <summary>Looks back at the words, then at the image, then thinks; normalised before each, added after.</summary>
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
    }

    public override Tensor forward(Tensor input, Tensor image)
    {
        var words = _beforeWords.call(input);
        input = input + _words.call(words, words);
        input = input + _image.call(_beforeImage.call(input), image);
        return input + _mixing.call(_beforeMixing.call(input));
    }
}
