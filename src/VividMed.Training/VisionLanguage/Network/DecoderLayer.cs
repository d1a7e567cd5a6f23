using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>Looks back at the words, then at the image, then thinks; normalized before each, added after.</summary>
internal sealed class DecoderLayer : nn.Module<Tensor, Tensor, (Tensor Hidden, Tensor Scores)>
{
    private readonly nn.Module<Tensor, Tensor> _beforeWords, _beforeImage, _beforeMixing, _mixing;
    private readonly WordAttention _words;
    private readonly ImageAttention _image;

    public DecoderLayer(int width, int heads)
        : base(nameof(DecoderLayer))
    {
        _beforeWords = Normalization.Layer(width);
        _beforeImage = Normalization.Layer(width);
        _beforeMixing = Normalization.Layer(width);
        _words = new WordAttention(width, heads);
        _image = new ImageAttention(width, heads);
        _mixing = nn.Sequential(new AdaptableLinear(width, 2 * width), nn.GELU(), new AdaptableLinear(2 * width, width));
        RegisterComponents();
        Quiet.Begin(_mixing);
    }

    /// <returns>hidden states [batch, length, width], and what <see cref="ImageAttention"/> looked at</returns>
    public override (Tensor Hidden, Tensor Scores) forward(Tensor input, Tensor image)
    {
        var hidden = input + _words.call(_beforeWords.call(input));
        var (seen, scores) = _image.call(_beforeImage.call(hidden), image);
        hidden = hidden + seen;
        return (hidden + _mixing.call(_beforeMixing.call(hidden)), scores);
    }

    /// <summary>What the words' steps need of a layer, with room for so many words.</summary>
    public LayerMemory Remember(Tensor image, int words) => new(_image.Remember(image), _words.Room(image.shape[0], words));

    /// <summary>As <see cref="forward"/> for words that follow those in the memory, which takes them in.</summary>
    /// <param name="length">how many words the memory holds</param>
    public Tensor Continue(Tensor input, LayerMemory memory, int length)
    {
        var hidden = input + _words.Continue(_beforeWords.call(input), memory.Words, length);
        hidden = hidden + _image.Look(_beforeImage.call(hidden), memory.Image).Seen;
        return hidden + _mixing.call(_beforeMixing.call(hidden));
    }
}
