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
        _encoder = new ImageEncoder(options.Width);
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

    /// <summary>Parameters by name (<c>encoder.fine.weight</c>), in ordinal order.</summary>
    public IReadOnlyList<(string Name, TorchSharp.Modules.Parameter Value)> Weights() =>
        [.. named_parameters()
            .OrderBy(static weight => weight.name, StringComparer.Ordinal)
            .Select(static weight => (weight.name.Replace("_", "", StringComparison.Ordinal), weight.parameter))];
}
