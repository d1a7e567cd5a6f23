using System.Security.Cryptography;
using VividMed.Inference.Execution;
using VividMed.Inference.Hosting;
using VividMed.Inference.Manifests;
using VividMed.Taxonomy;

namespace VividMed.Inference.Drafting;

/// <summary>
/// Drafts the manifest of an ONNX file from the names and shapes of its tensors: roles, format, preparation as models of that format have
/// it, labels where the file or the caller names them, digests, and a golden case.
/// </summary>
public static class ModelDraft
{
    /// <summary>What the graph answers to noise is recorded with the tolerance of <see cref="ModelCheck.DefaultTolerance"/>.</summary>
    /// <exception cref="ModelException"><c>file-missing</c>, <c>model-unreadable</c>, <c>labels-mismatch</c>, <c>not-alike</c>, or
    /// <c>not-recognized</c>: no known kind of model has such tensors, with what they are.</exception>
    public static DraftedModel Of(string path, DraftOptions options, CancellationToken cancellationToken)
    {
        path = Path.GetFullPath(path);
        var graph = GraphDescription.Read(path);
        var draft = Begin(path, graph, options);
        if (DraftFromAlike.TryFill(draft, graph, options))
        {
            if (options.Labels is not null) DraftLabels.Fill(draft, graph, options, draft.Manifest.ClassCount);
        }
        else if (options.MustBeAlike)
        {
            throw new ModelException(
                "not-alike",
                $"{path} has other tensors than {string.Join(", ", options.Alike.Select(static like => like.Id))}: its inputs are {string.Join(", ", graph.Inputs)} and its outputs {string.Join(", ", graph.Outputs)}");
        }
        else
        {
            Guess(draft, path, graph, options);
        }

        return new DraftedModel(WithGolden(draft, cancellationToken), draft.Evidence);
    }

    private static Draft Begin(string path, GraphDescription graph, DraftOptions options)
    {
        var folder = Path.GetDirectoryName(path)!;
        var phantoms = graph.Properties.GetValueOrDefault("trained-on")?.Contains("synthetic phantoms", StringComparison.Ordinal) == true;
        var draft = new Draft(new ModelManifest
        {
            SchemaReference = "../model.schema.json",
            Schema = ModelManifest.CurrentSchema,
            Id = options.Id ?? IdOf(Path.GetFileName(folder)),
            Version = graph.Properties.GetValueOrDefault("version", "1"),
            Kind = ModelKind.Detector,
            Modality = Modality.Cxr,
            License = graph.Properties.GetValueOrDefault("license", "unknown"),
            IntendedUse = graph.Properties.GetValueOrDefault("intended-use", "not stated"),
            PhantomsOnly = phantoms ? true : null,
            Model = FileOf(folder, path),
            Inputs = new Dictionary<string, string>(),
            Outputs = new Dictionary<string, string>(),
            Labels = [],
            Provenance = graph.Properties.TryGetValue("trained-on", out var trained) ? new ModelProvenance(trained) : null,
        }.In(folder));
        draft.Note("id", draft.Manifest.Id, options.Id is null ? "the folder's name" : "as you say");
        if (File.Exists(path + ".data") || File.Exists(path + "_data"))
        {
            var data = File.Exists(path + ".data") ? path + ".data" : path + "_data";
            draft.Manifest = draft.Manifest with { ExternalData = [FileOf(folder, data)] };
            draft.Note("externalData", Path.GetFileName(data), "it lies beside the file under its name");
        }

        if (phantoms) draft.Note("phantomsOnly", "true", "the file says that it was trained on synthetic phantoms");
        return draft;
    }

    private static void Guess(Draft draft, string path, GraphDescription graph, DraftOptions options)
    {
        var image = ImageGuess.Of(graph, options.Modality) ?? throw NotRecognized(path, graph);
        if (!image.Fill(draft, graph)) throw NotRecognized(path, graph);
        var classes = draft.Manifest.Kind == ModelKind.PromptSegmenter
            ? DraftPrompts.Fill(draft, graph)
            : draft.Manifest.Detection?.Classes ?? draft.Manifest.Mask?.Channels ?? 0;
        DraftLabels.Fill(draft, graph, options, classes);
    }

    /// <summary>A second look by running: what cannot be recorded is told, and is no reason to have no draft.</summary>
    private static ModelManifest WithGolden(Draft draft, CancellationToken cancellationToken)
    {
        try
        {
            draft.Manifest = DraftTrial.Look(draft, cancellationToken);
            var recorded = ModelCheck.RecordGolden(
                draft.Manifest, new ExecutionOptions(ExecutionProvider.Cpu), picture: null, ModelCheck.DefaultTolerance, cancellationToken);
            draft.Note("golden", "1 case", "what the graph answers on the CPU to noise of seed 1");
            return recorded;
        }
        catch (ModelException refusal)
        {
            draft.Note("golden", "none", $"the graph does not open with this draft: {refusal.Message}");
            return draft.Manifest;
        }
    }

    internal static ModelFile FileOf(string folder, string path)
    {
        using var stream = File.OpenRead(path);
        var digest = Convert.ToHexStringLower(SHA256.HashData(stream));
        return new ModelFile(Path.GetRelativePath(folder, path), stream.Length, digest);
    }

    private static string IdOf(string folder)
    {
        var letters = folder.ToLowerInvariant().Select(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.' ? c : '-');
        return string.Concat(letters) is { Length: > 0 } id ? id : "model";
    }

    private static ModelException NotRecognized(string path, GraphDescription graph) => new(
        "not-recognized",
        $"{path}: no known kind of model has the inputs {string.Join(", ", graph.Inputs)} and the outputs {string.Join(", ", graph.Outputs)}; images are [B, 1 or 3, H, W] or [B, H, W, 1 or 3], volumes have an axis more (docs/how-to/use-your-own-models.md)");
}
