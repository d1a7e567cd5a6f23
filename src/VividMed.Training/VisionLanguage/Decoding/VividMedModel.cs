using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.Training.Torch;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Data;
using VividMed.Training.VisionLanguage.Network;
using VividMed.Training.VisionLanguage.Text;
using static TorchSharp.torch;

namespace VividMed.Training.VisionLanguage.Decoding;

/// <summary>
/// A trained model to ask about images: grounded reports, answers, and what can be seen. The same image, model and threads give the same
/// answer. For research and for trying the pipeline; none of it is a diagnosis.
/// </summary>
public sealed class VividMedModel : IDisposable
{
    private readonly VividMedNetwork _network;
    private readonly NetworkOptions _options;
    private readonly int? _threads;
    private readonly ReportDecoder _decoder;
    private readonly TargetProbe _probe;
    private readonly PresenceScale? _presence;
    private readonly FindingQuestion? _question;
    private readonly Func<Func<string, Modality, TextClaims>, ReportChooser>? _choose;
    private readonly IReadOnlyDictionary<string, string> _targets;
    private readonly IReadOnlyDictionary<Modality, IReadOnlyList<AskedTarget>> _asked;

    private VividMedModel(VividMedNetwork network, NetworkOptions options, ModelLanguage language, PresenceScale? presence, DecodingOptions decoding, int? threads)
    {
        (_network, _options, _presence, _threads, _targets, _asked) = (network, options, presence, threads, language.TargetsByName(), language.Targets);
        _question = presence is null ? null : new FindingQuestion(language, presence);
        _decoder = new ReportDecoder(network, language.Vocabulary, options.MaxTokens, decoding);
        _probe = new TargetProbe(network, language.Vocabulary, options.MaxTokens);
        _choose = presence is null ? null : read => new ReportChooser(network, language, options.MaxTokens, decoding, presence, read);
    }

    /// <summary>Opens the model below a prefix, such as <c>models/run-1</c>, with the weights of its last finished stage.</summary>
    /// <exception cref="TrainingException"><c>model-missing</c>: there is none, or a file of it lacks.</exception>
    public static async Task<VividMedModel> OpenAsync(
        IBlobStore store, string prefix, DecodingOptions? decoding = null, int? threads = null, CancellationToken cancellationToken = default)
    {
        var folder = new ModelFolder(store, prefix);
        var (network, options, language) = await folder.OpenAsync(stage: null, cancellationToken);
        return new VividMedModel(network, options, language, await folder.ReadPresenceAsync(cancellationToken), decoding ?? new DecodingOptions(), threads);
    }

    public void Dispose() => _network.Dispose();

    /// <summary>
    /// The report of an image, with phrases that say where, or plain. A calibrated model that is told what its texts state and deny writes several grounded
    /// ones, and keeps the one that agrees best with its own answers.
    /// </summary>
    /// <param name="read">What a text states and denies.</param>
    public GeneratedReport Report(ModelImage image, bool grounded = true, Func<string, Modality, TextClaims>? read = null) => Look(image, (features, grid) =>
    {
        var report = grounded && read is not null && _choose is not null
            ? Chosen(features, image.Modality, _choose(read))
            : _decoder.Reports(features, grounded)[0];
        return new GeneratedReport(
            report.Text, [.. report.Phrases.Select(one => Phrase(report.Text, one.Phrase, one.Place, grid.Outline, image.Size))], report.HasEnd);
    });

    /// <summary>The answer to a question about an image. A calibrated model answers yes or no to a question for one finding as it does where it is asked for the name alone.</summary>
    public string Answer(ModelImage image, string question) => Look(image, (features, _) =>
    {
        var (free, modality) = (_decoder.Answers(features, [(0, question)])[0], image.Modality);
        return _question is { } known && FindingQuestion.IsYesOrNo(free) && known.In(question, modality) is { } asked
            ? known.Answer(modality, asked, _probe.Ask(features, [(0, asked.Name)])[0])
            : free;
    });

    /// <summary>Whether and where names can be seen in an image, in their order.</summary>
    public IReadOnlyList<TargetPresence> Ask(ModelImage image, IReadOnlyList<string> names) => Look(image, (features, _) =>
        _probe.Ask(features, [.. names.Select(static name => (0, name))])
            .ConvertAll(probed => new TargetPresence(
                probed.Name, ShareOf(probed, image.Modality),
                [.. probed.Found.Boxes.Where(static box => box.IsSure).Select(box => Scored(box, image.Size))])));

    private DecodedReport Chosen(ImageFeatures features, Modality modality, ReportChooser chooser)
    {
        var findings = _asked.GetValueOrDefault(modality, []).Where(static one => one.Kind == FindingKind.Abnormality);
        var asked = _probe.Ask(features, [.. findings.SelectMany(static one => new[] { one.Target, one.Name }).Distinct(StringComparer.Ordinal).Select(static name => (0, name))]);
        return chooser.Choose(features, modality, [asked.ToDictionary(static one => one.Name, StringComparer.Ordinal)])[0];
    }

    private double ShareOf(ProbedName probed, Modality modality) =>
        _presence is { } scale && _targets.TryGetValue(probed.Name, out var target) ? probed.ShareBy(scale, modality, target) : probed.Presence;

    private T Look<T>(ModelImage image, Func<ImageFeatures, ImageGrid, T> ask)
    {
        var (grid, prepared) = image.Prepare(_options);
        using var section = TorchSection.Enter(_threads);
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        return ask(_network.Encoder.call(tensor((float[])[.. prepared.Means, .. prepared.Peaks]).view(1, 2, grid.Depth, grid.Height, grid.Width)), grid);
    }

    private static GeneratedPhrase Phrase(string text, DecodedPhrase phrase, PhrasePlace place, ImageGrid outline, (int Width, int Height, int Depth) size)
    {
        var mask = place.IsNothing ? null : MaskResizer.ToImage(place.Mask, outline, size.Width, size.Height, size.Depth);
        return new GeneratedPhrase(
            phrase.Start, phrase.End, text[phrase.Start..phrase.End], [.. place.Boxes.Select(box => Scored(box, size))], mask?.NextSet(0) >= 0 ? mask : null);
    }

    private static ScoredBox Scored(PlacedBox placed, (int Width, int Height, int Depth) size) => new(ImageBox.Of(placed.Box, size), placed.Score);
}
