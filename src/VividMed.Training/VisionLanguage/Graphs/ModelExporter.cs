using VividMed.Inference;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;
using VividMed.Training.VisionLanguage.Checkpoints;
using VividMed.Training.VisionLanguage.Contracts;
using VividMed.Training.VisionLanguage.Text;

namespace VividMed.Training.VisionLanguage.Graphs;

/// <summary>Writes a trained model for those who run it without this program: ONNX graphs, its vocabulary and names, and what they need to know.</summary>
public static class ModelExporter
{
    private const string DescriptionFile = "model.json";
    private const string Guide = "run-the-model-elsewhere.md";

    private static readonly string[] Copied = ["vocabulary.json", "targets.json", "names.json", PresenceScale.FileName];

    /// <summary>
    /// Writes the graphs of the model below a prefix, such as <c>models/run-1</c>. None is written before all have given what Torch gives; the description comes
    /// last.
    /// </summary>
    /// <param name="target">Where the files go.</param>
    /// <param name="into">The prefix of their names there.</param>
    /// <param name="only">The images that there are to be graphs for; null for all that the model has learned from.</param>
    /// <exception cref="TrainingException">
    /// <c>model-missing</c>: there is no model; <c>modality-not-learned</c>; <c>folder-taken</c>: something else is in the place.
    /// </exception>
    /// <exception cref="ModelException"><c>parity-failed</c>: a graph is not the network.</exception>
    public static async Task<IReadOnlyList<ExportedGraph>> ExportAsync(
        IBlobStore store, string prefix, IBlobStore target, string into, Modality? only, CancellationToken cancellationToken = default)
    {
        await RefuseTakenAsync(target, into, cancellationToken);
        var (network, options, language) = await new ModelFolder(store, prefix).OpenAsync(stage: null, cancellationToken);
        using var opened = network;
        var graphs = NetworkGraphs.Of(network, options, ModalitiesOf(language, only));
        foreach (var graph in graphs) await WriteAsync(graph.File, graph.Content);
        foreach (var file in Copied)
        {
            if (await store.ReadAllAsync($"{prefix}/{file}", cancellationToken: cancellationToken) is { } content) await WriteAsync(file, content);
        }

        await WriteAsync("README.md", ReadGuide());
        await WriteAsync(DescriptionFile, ModelDescription.Of(graphs, options, language).ToJson());
        return [.. graphs.Select(static graph => new ExportedGraph(graph.File, graph.Content.Length, graph.Difference))];

        Task WriteAsync(string name, byte[] content) => target.WriteAsync($"{into}/{name}", content, cancellationToken: cancellationToken);
    }

    private static List<Modality> ModalitiesOf(ModelLanguage language, Modality? only)
    {
        var learned = language.Targets.Keys.Order().ToList();
        if (only is not { } one) return learned;
        return learned.Contains(one) ? [one] : throw new TrainingException("modality-not-learned", $"The model has learned nothing of {one.Code()}: its targets.json lists {string.Join(", ", learned.Select(static known => known.Code()))}.");
    }

    /// <summary>An export may be made again; a trained model's own folder, or that of one with a manifest, is not written over.</summary>
    private static async Task RefuseTakenAsync(IBlobStore target, string into, CancellationToken cancellationToken)
    {
        if (await target.ReadAllAsync($"{into}/{DescriptionFile}", cancellationToken: cancellationToken) is { } there && ModelDescription.IsOne(there)) return;
        if (await target.ListAsync($"{into}/", cancellationToken).AnyAsync(cancellationToken))
        {
            throw new TrainingException("folder-taken", $"{into} in {target.DisplayName} holds files that no export of a model wrote: give a new folder.");
        }
    }

    private static byte[] ReadGuide()
    {
        using var stream = typeof(ModelExporter).Assembly.GetManifestResourceStream(Guide)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}

/// <summary>A graph that was written.</summary>
/// <param name="File">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Difference">The largest absolute difference to Torch over all values of a sample.</param>
public sealed record ExportedGraph(string File, long Bytes, double Difference);
