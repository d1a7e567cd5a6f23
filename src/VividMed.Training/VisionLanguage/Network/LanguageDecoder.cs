using VividMed.Training.VisionLanguage.Contracts;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// A causal transformer over the conversation that looks at the image in every layer. Input and output words share their vectors, which enter
/// larger than they are compared, lest what the layers add drown them; each word is told of the three before it, so that a phrase is known
/// as one before any layer has learned to look back.
/// </summary>
internal sealed class LanguageDecoder : nn.Module<Tensor, Tensor, Tensor>
{
    private const double Loudness = 4;
    private const int LookBack = 3;

    private readonly TorchSharp.Modules.Parameter _words, _positions;
    private readonly TorchSharp.Modules.ModuleList<nn.Module<Tensor, Tensor>> _before;
    private readonly TorchSharp.Modules.ModuleList<DecoderLayer> _layers;
    private readonly nn.Module<Tensor, Tensor> _normaliseImage, _normalise;

    public LanguageDecoder(int words, NetworkOptions options)
        : base(nameof(LanguageDecoder))
    {
        _words = new TorchSharp.Modules.Parameter(randn(words, options.Width) * 0.05);
        _positions = new TorchSharp.Modules.Parameter(randn(options.MaxTokens, options.Width) * 0.02);
        _before = nn.ModuleList([.. Enumerable.Range(0, LookBack).Select(_ => (nn.Module<Tensor, Tensor>)nn.Linear(options.Width, options.Width, hasBias: false))]);
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
        var words = _words.index_select(0, input.flatten()).view(input.shape[0], input.shape[1], -1) * Loudness;
        var heard = words;
        for (var back = 1; back <= LookBack; back++) heard = heard + _before[back - 1].call(Earlier(words, back));
        var hidden = heard + _positions.slice(0, 0, input.shape[1], 1);
        var tokens = _normaliseImage.call(image);
        foreach (var layer in _layers) hidden = layer.call(hidden, tokens);
        return _normalise.call(hidden);
    }

    /// <summary>The words so many places before; nothing before the first.</summary>
    private static Tensor Earlier(Tensor words, int back)
    {
        var length = words.shape[1];
        if (length <= back) return zeros_like(words);
        return cat([zeros_like(words.slice(1, 0, back, 1)), words.slice(1, 0, length - back, 1)], dim: 1);
    }

    /// <summary>Scores of every word as the next one: [.., words] for hidden states [.., width].</summary>
    public Tensor Logits(Tensor hidden) => hidden.matmul(_words.t());
}
