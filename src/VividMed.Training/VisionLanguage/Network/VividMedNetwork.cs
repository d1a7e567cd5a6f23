using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Contracts;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Network;

/// <summary>
/// The miniature VividMed: one encoder for radiographs and volumes, a language decoder, and the heads that ground its phrases.
/// </summary>
internal sealed class VividMedNetwork : nn.Module
{
    private readonly ImageEncoder _encoder;
    private readonly LanguageDecoder _decoder;
    private readonly GroundingHead _grounding;

    public VividMedNetwork(int words, NetworkOptions options)
        : base(nameof(VividMedNetwork))
    {
        _encoder = new ImageEncoder(options.Width, options.Detail);
        _decoder = new LanguageDecoder(words, options);
        _grounding = new GroundingHead(options.Width);
        RegisterComponents();
    }

    public ImageEncoder Encoder => _encoder;

    public LanguageDecoder Decoder => _decoder;

    public GroundingHead Grounding => _grounding;

    /// <summary>
    /// A network whose weights depend on the seed alone: Torch's layers draw from its global generator, which a section has for itself.
    /// </summary>
    public static VividMedNetwork Create(int words, NetworkOptions options, int seed)
    {
        using var section = TorchSection.Enter();
        manual_seed(seed);
        return new VividMedNetwork(words, options);
    }

    /// <summary>
    /// Parameters by name (<c>encoder.fine.weight</c>), in ordinal order; while the decoder is adapted, the factors of its changes too
    /// (<c>decoder.layers.0.words.output.down</c>).
    /// </summary>
    public IReadOnlyList<(string Name, TorchSharp.Modules.Parameter Value)> Weights() =>
        [.. named_parameters().Select(static weight => (Name: weight.name, Value: weight.parameter))
            .Concat(Adaptable().SelectMany(static layer => layer.Layer.Factors().Select(factor => (Name: $"{layer.Name}.{factor.Name}", factor.Value))))
            .Select(static weight => (Name: weight.Name.Replace("_", "", StringComparison.Ordinal), weight.Value))
            .OrderBy(static weight => weight.Name, StringComparer.Ordinal)];

    /// <summary>
    /// From here on the decoder's layers learn changes of low rank alone; encoder and words rest, and the heads that ground phrases learn whole, as
    /// VividMed's do (arXiv 2410.12694).
    /// </summary>
    public void Adapt(LowRankOptions options, int seed)
    {
        using var section = TorchSection.Enter();
        manual_seed(seed);
        foreach (var parameter in parameters()) parameter.requires_grad_(false);
        foreach (var parameter in _grounding.parameters()) parameter.requires_grad_(true);
        foreach (var (_, layer) in Adaptable()) layer.Adapt(options.Rank, options.Alpha);
    }

    /// <summary>Makes what <see cref="Adapt"/> has taught part of the weights, which learn whole again.</summary>
    public void Merge()
    {
        foreach (var (_, layer) in Adaptable()) layer.Merge();
        foreach (var parameter in parameters()) parameter.requires_grad_(true);
    }

    /// <summary>Forgets the gradients of the step before.</summary>
    public void ClearGradients()
    {
        foreach (var (_, value) in Weights()) value.grad = null;
    }

    private IEnumerable<(string Name, AdaptableLinear Layer)> Adaptable() =>
        named_modules().Where(static named => named.module is AdaptableLinear).Select(static named => (named.name, (AdaptableLinear)named.module));
}
