using VividMed.Cli.Hosting;
using VividMed.Cli.Images;
using VividMed.Cli.Running;
using VividMed.Reports;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Cli.Localizers;

/// <summary>What a command asks where a trained model's own heads do not say where something lies: the models of a folder, or nobody.</summary>
internal sealed class ImageLocalizer : IDisposable
{
    private readonly ModelLocalizer? _models;
    private readonly ExternalLocalizer _localizer;

    private ImageLocalizer(ModelLocalizer? models, ExternalLocalizer localizer) => (_models, _localizer) = (models, localizer);

    /// <summary>Nobody, where no folder is given.</summary>
    /// <param name="models">The folder of --models, whose taxonomy counts where the folder has none.</param>
    /// <exception cref="CliException">There is no such folder.</exception>
    public static ImageLocalizer Of(string? folder, TimeSpan limit, ReadImage image, string models)
    {
        if (folder is null) return new ImageLocalizer(null, ExternalLocalizer.None);
        var localizer = new ModelLocalizer(ModelFolders.Catalog(folder), ModelFolders.Taxonomy(folder, models), image, static () => ModelProvider.For(WorkerRoles.Gpu));
        return new ImageLocalizer(localizer, new ExternalLocalizer(localizer.Find, limit));
    }

    public void Dispose() => _models?.Dispose();

    /// <summary>A name that was asked for.</summary>
    public Task<LocatedName> LocateAsync(VividMedModel model, ReadImage image, string name, CancellationToken cancellationToken) => model.LocateAsync(image.ForModel, name, _localizer, cancellationToken);

    /// <summary>
    /// The report with the places of those phrases that are not the heads' to find: what the model calls for, and with localizers whatever it has never learned to
    /// locate. Such a phrase has the localizer's place or none.
    /// </summary>
    public async Task<WrittenReport> LocateAsync(VividMedModel model, WrittenReport report, CancellationToken cancellationToken)
    {
        var phrases = new List<WrittenPhrase>();
        foreach (var phrase in report.Phrases)
        {
            if (phrase.Finding is not { } finding || IsOwn(model, report.Modality, finding.Target))
            {
                phrases.Add(phrase);
                continue;
            }

            var side = finding.Side is Side.Left or Side.Right ? finding.Side : Side.None;
            var answer = await _localizer.AskAsync(new LocalizerCall(finding.Target, side), cancellationToken);
            phrases.Add(phrase with { Phrase = phrase.Phrase with { Boxes = answer.Boxes, Mask = answer.Mask }, Source = PhraseSource.Of(answer) });
        }

        return report with { Phrases = phrases };
    }

    /// <summary>The one finding that a question speaks of, in the taxonomy's words with its side; null where it speaks of none or of several.</summary>
    public static (string Target, string Name)? FindingIn(string question, ReportTagger tagger, Modality modality)
    {
        var found = tagger.Tag(question, ReportStyles.For(modality)).Findings.Where(static finding => finding.Kind == FindingKind.Abnormality).Select(static finding => (finding.Target, finding.Side)).Distinct().ToList();
        return found is [var (target, side)] ? (target, side switch { Side.Left => $"left {target}", Side.Right => $"right {target}", _ => target }) : null;
    }

    private bool IsOwn(VividMedModel model, Modality modality, string target) =>
        _models is null ? !model.Called.Contains(target, StringComparer.Ordinal) : model.Locates(modality, target);
}
