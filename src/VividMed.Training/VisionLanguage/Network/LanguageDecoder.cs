using VividMed.Training.VisionLanguage.Contracts;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// A causal transformer over the conversation that looks at the image in every layer. Input and output words share their vectors, which enter
/// larger than they are compared, lest what the layers add drown them; each word is told of the three before it, so that a phrase is known
/// as one before any layer has learned to look back.
/// </summary>
internal sealed class LanguageDecoder : nn.Module<Tensor, Tensor, DecoderStates>
{
    public const double Loudness = 4;
    public const int LookBack = 3;

    private readonly TorchSharp.Modules.Parameter _words, _positions, _rareness;
    private readonly TorchSharp.Modules.ModuleList<nn.Module<Tensor, Tensor>> _before;
    private readonly TorchSharp.Modules.ModuleList<DecoderLayer> _layers;
    private readonly nn.Module<Tensor, Tensor> _normaliseImage, _normalise;

    public LanguageDecoder(int words, NetworkOptions options)
        : base(nameof(LanguageDecoder))
    {
        _words = new TorchSharp.Modules.Parameter(randn(words, options.Width) * 0.05);
        _positions = new TorchSharp.Modules.Parameter(randn(options.MaxTokens, options.Width) * 0.02);
        _rareness = new TorchSharp.Modules.Parameter(full(1, -4f)); // most places are not a word's
        _before = nn.ModuleList([.. Enumerable.Range(0, LookBack).Select(_ => (nn.Module<Tensor, Tensor>)new AdaptableLinear(options.Width, options.Width, hasBias: false))]);
        _layers = nn.ModuleList([.. Enumerable.Range(0, options.Layers).Select(_ => new DecoderLayer(options.Width, options.Heads))]);
        _normaliseImage = Normalization.Layer(options.Width);
        _normalise = Normalization.Layer(options.Width);
        RegisterComponents();
    }

    /// <param name="input">[batch, length] word numbers</param>
    /// <param name="image">[batch, places, width]</param>
    public override DecoderStates forward(Tensor input, Tensor image)
    {
        var words = _words.index_select(0, input.flatten()).view(input.shape[0], input.shape[1], -1) * Loudness;
        var heard = words;
        for (var back = 1; back <= LookBack; back++) heard = heard + _before[back - 1].call(Earlier(words, back));
        var hidden = heard + _positions.slice(0, 0, input.shape[1], 1);
        var tokens = _normaliseImage.call(image);
        Tensor? sights = null;
        foreach (var layer in _layers)
        {
            (hidden, var scores) = layer.call(hidden, tokens);
            sights ??= scores.select(1, 0) + _rareness;
        }

        return new DecoderStates(_normalise.call(hidden), sights!);
    }

    /// <summary>An empty memory of conversations about images [batch, places, width], with room for so many words.</summary>
    public DecoderMemory Begin(Tensor image, int words)
    {
        var tokens = _normaliseImage.call(image);
        var recent = zeros(image.shape[0], LookBack, _words.shape[1]);
        return new DecoderMemory([.. _layers.Select(layer => layer.Remember(tokens, words))], recent, words);
    }

    /// <summary>
    /// The hidden states of words that follow those in the memory, the same as <see cref="forward"/> gives for all together. Several at once only
    /// where the memory is empty, for they see each other causally; later ones one by one.
    /// </summary>
    /// <param name="input">[batch, length] word numbers</param>
    /// <returns>[batch, length, width]</returns>
    public Tensor Continue(Tensor input, DecoderMemory memory)
    {
        var count = (int)input.shape[1];
        if (count > 1 && memory.Length > 0) throw new ArgumentException("Words after the first ones follow one by one.", nameof(input));
        if (memory.Length + count > memory.Capacity) throw new ArgumentException("The memory has no room for the words.", nameof(input));
        var words = _words.index_select(0, input.flatten()).view(input.shape[0], count, -1) * Loudness;
        var known = cat([memory.Recent, words], dim: 1);
        var heard = words;
        for (var back = 1; back <= LookBack; back++) heard = heard + _before[back - 1].call(known.narrow(1, LookBack - back, count));
        var hidden = heard + _positions.slice(0, memory.Length, memory.Length + count, 1);
        foreach (var (layer, own) in _layers.Zip(memory.Layers)) hidden = layer.Continue(hidden, own, memory.Length);
        memory.Recent.copy_(known.narrow(1, count, LookBack));
        memory.Length += count;
        return _normalise.call(hidden);
    }

    /// <summary>The words so many places before; nothing before the first.</summary>
    private static Tensor Earlier(Tensor words, int back)
    {
        var length = words.shape[1];
        if (length <= back) return zeros_like(words);
        return cat([zeros_like(words.slice(1, 0, back, 1)), words.slice(1, 0, length - back, 1)], dim: 1);
    }

    /// <summary>[names, width]: the mean of the words of each, out of any order.</summary>
    public Tensor Mean(IReadOnlyList<IReadOnlyList<int>> names)
    {
        var words = names.SelectMany(static name => name).Select(static word => (long)word).ToArray();
        var shares = new float[names.Count * words.Length];
        var at = 0;
        foreach (var (row, name) in names.Index())
        {
            shares.AsSpan((row * words.Length) + at, name.Count).Fill(1f / name.Count);
            at += name.Count;
        }

        return tensor(shares).view(names.Count, words.Length).matmul(_words.index_select(0, tensor(words)) * Loudness);
    }

    /// <summary>Scores of every word as the next one: [.., words] for hidden states [.., width].</summary>
    public Tensor Logits(Tensor hidden) => hidden.matmul(_words.t());
}

/// <summary>
/// What the decoder makes of a conversation: Hidden [batch, length, width], and Sights [batch, length, places], logits of where each word's object
/// is. They are what the first layer's first head looks at: taught where the object of a phrase or a question is (<see cref="Losses.PlaceLoss"/>), it
/// tells the answer whether there is one.
/// </summary>
internal sealed record DecoderStates(Tensor Hidden, Tensor Sights);
