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
    private const double There = 0.5;

    private readonly VividMedNetwork _network;
    private readonly NetworkOptions _options;
    private readonly int? _threads;
    private readonly ReportDecoder _decoder;
    private readonly TargetProbe _probe;
    private readonly CallingDecoder? _calls;
    private readonly IReadOnlyList<string> _called;
    private readonly PresenceScale? _presence;
    private readonly EvidenceAnswers? _evidence;
    private readonly Func<Func<string, Modality, TextClaims>, ReportChooser>? _choose;
    private readonly IReadOnlyDictionary<string, string> _targets;
    private readonly IReadOnlyDictionary<Modality, IReadOnlyList<AskedTarget>> _asked;

    private VividMedModel(VividMedNetwork network, NetworkOptions options, ModelLanguage language, PresenceScale? presence, DecodingOptions decoding, int? threads)
    {
        (_network, _options, _presence, _threads, _targets, _asked) = (network, options, presence, threads, language.TargetsByName(), language.Targets);
        _evidence = presence is null ? null : new EvidenceAnswers(network, language, options.MaxTokens, presence);
        _called = language.Called;
        _calls = language.Called.Count == 0 ? null : new CallingDecoder(network, language.Vocabulary, options.MaxTokens);
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

    /// <summary>The answer to a question about an image. A calibrated model answers a question for findings as it does where it is asked for their names alone.</summary>
    public string Answer(ModelImage image, string question) => Look(image, (features, _) =>
    {
        var said = _decoder.Answers(features, [(0, question)])[0];
        return _evidence?.Answer(features, image.Modality, [(0, question, said)])[0] ?? said;
    });

    /// <summary>Whether and where names can be seen in an image, in their order; what localizers are called for has no place.</summary>
    public IReadOnlyList<TargetPresence> Ask(ModelImage image, IReadOnlyList<string> names) => Look(image, (features, _) =>
        _probe.Ask(features, [.. names.Select(static name => (0, name))])
            .ConvertAll(probed => new TargetPresence(
                probed.Name, ShareOf(probed, image.Modality),
                [.. probed.Found.Boxes.Where(box => box.IsSure && !IsCalled(probed.Name)).Select(box => Scored(box, image.Size))])));

    /// <summary>Targets for which the model calls an external localizer.</summary>
    public IReadOnlyList<string> Called => _called;

    /// <summary>Whether the model's own heads have learned where a target lies in images of a modality; what they have not is an external localizer's.</summary>
    public bool Locates(Modality modality, string target) =>
        !_called.Contains(target, StringComparer.Ordinal) && _asked.GetValueOrDefault(modality, []).Any(one => one.Target == target);

    /// <summary>
    /// Where a name lies: by the model's own heads, or by the localizer where the model calls for it or has never learned the name. A localizer that fails leaves no
    /// region and its reason. What is asked of it is the name that was asked for, whatever the model has made of it in its call.
    /// </summary>
    public async Task<LocatedName> LocateAsync(ModelImage image, string name, ExternalLocalizer localizer, CancellationToken cancellationToken)
    {
        var call = LocalizerCall.Of(name);
        var first = _calls is { } calling ? Look(image, (features, _) => calling.Ask(features, [(0, name)])[0]) : null;
        if (first?.Called is null && Look(image, (features, _) => LocatesByName(name, image.Modality) ? _probe.Ask(features, [(0, name)])[0] : null) is { } own)
        {
            var boxes = own.Found.Boxes.Where(static box => box.IsSure).Select(box => Scored(box, image.Size)).ToList();
            var isThere = ShareOf(own, image.Modality) > There;
            return new LocatedName(
                name, isThere ? ConversationBuilder.Yes : ConversationBuilder.No, null, boxes.Count > 0 ? LocatedBy.Model : LocatedBy.Nobody, null, boxes, null, null, null);
        }

        var answer = await localizer.AskAsync(call, cancellationToken);
        var said = first?.Called is null
            ? CallWords.AnswerOf(answer.IsFound, answer.Failure)
            : Look(image, (features, _) => _calls!.GoOn(features, [(first, answer.IsFound, answer.Failure)])[0]);
        return new LocatedName(
            name, said, first?.Called, answer.IsFound ? LocatedBy.Localizer : LocatedBy.Nobody, answer.Localizer, answer.Boxes, answer.Mask, answer.Failure, answer.Detail);
    }

    private bool IsCalled(string name) => _targets.TryGetValue(name, out var target) && _called.Contains(target, StringComparer.Ordinal);

    private bool LocatesByName(string name, Modality modality) => _targets.TryGetValue(name, out var target) && Locates(modality, target);

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
        return ask(_network.Encoder.call(PreparedImage.ToTensor([prepared], grid)), grid);
    }

    private static GeneratedPhrase Phrase(string text, DecodedPhrase phrase, PhrasePlace place, ImageGrid outline, (int Width, int Height, int Depth) size)
    {
        var mask = place.IsNothing ? null : MaskResizer.ToImage(place.Mask, outline, size.Width, size.Height, size.Depth);
        return new GeneratedPhrase(
            phrase.Start, phrase.End, text[phrase.Start..phrase.End], [.. place.Boxes.Select(box => Scored(box, size))], mask?.NextSet(0) >= 0 ? mask : null);
    }

    private static ScoredBox Scored(PlacedBox placed, (int Width, int Height, int Depth) size) => new(ImageBox.Of(placed.Box, size), placed.Score);
}
