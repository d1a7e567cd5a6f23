using VividMed.Training.VisionLanguage.Contracts;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// A causal transformer over the conversation that looks at the image in every layer. Input and output words share their vectors.
/// </summary>
internal sealed class LanguageDecoder : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly TorchSharp.Modules.Parameter _words, _positions;
    private readonly TorchSharp.Modules.ModuleList<DecoderLayer> _layers;
    private readonly nn.Module<Tensor, Tensor> _normaliseImage, _normalise;

    public LanguageDecoder(int words, NetworkOptions options)
        : base(nameof(LanguageDecoder))
    {
        _words = new TorchSharp.Modules.Parameter(randn(words, options.Width) * 0.05);
        _positions = new TorchSharp.Modules.Parameter(randn(options.MaxTokens, options.Width) * 0.02);
        _layers = nn.ModuleList([.. Enumerable.Range(0, options.Layers).Select(_ => new DecoderLayer(options.Width, options.Heads))]);
        _normaliseImage = Normalization.Layer(options.Width);
        _normalise = Normalization.Layer(options.Width);
        RegisterComponents();
    }

    /// <param name="input">[batch, length] word numbers</param>
    /// <param name="image">[batch, places, width]</param>
    /// <returns>[batch, length, width] hidden states</returns>
    public override Tensor forward(Tensor input, Tensor image)
    {
        var words = _words.index_select(0, input.flatten()).view(input.shape[0], input.shape[1], -1);
        var hidden = words + _positions.slice(0, 0, input.shape[1], 1);
        var tokens = _normaliseImage.call(image);
        foreach (var layer in _layers) hidden = layer.call(hidden, tokens);
        return _normalise.call(hidden);
    }

    /// <summary>Scores of every word as the next one: [.., words] for hidden states [.., width].</summary>
    public Tensor Logits(Tensor hidden) => hidden.matmul(_words.t());
}
