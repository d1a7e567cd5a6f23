using VividMed.Inference.Execution;
using VividMed.Inference.Hosting;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Drafting;

/// <summary>
/// Takes what a file does not tell from a model with the same tensors: its preparation, decoding and labels. What is only words (license,
/// use, where it is from) is never taken.
/// </summary>
internal static class DraftFromAlike
{
    /// <returns>False where no model has the same tensors.</returns>
    public static bool TryFill(Draft draft, GraphDescription graph, DraftOptions options)
    {
        foreach (var like in options.Alike)
        {
            if (Candidate(draft.Manifest, graph, like) is not { } candidate || !Opens(candidate)) continue;
            draft.Manifest = candidate;
            var why = $"model {like.Id} has the same tensors, and a file does not tell these";
            draft.Note("inputs, outputs", $"{string.Join(", ", graph.Inputs)} -> {string.Join(", ", graph.Outputs)}", $"the tensors of model {like.Id}");
            draft.Note(candidate.Radiograph is null ? "volume, window, mask" : candidate.Detection is null ? "radiograph, mask" : "radiograph, detection", "as there", why);
            draft.Note("labels", $"{candidate.Labels.Count} as there", why);
            return true;
        }

        return false;
    }

    private static ModelManifest? Candidate(ModelManifest begun, GraphDescription graph, ModelManifest like)
    {
        if (!Names(graph.Inputs).SetEquals(like.Inputs.Values) || !Names(graph.Outputs).IsSupersetOf(like.Outputs.Values)) return null;
        var prompts = like.Prompts is { } table && begun.Folder.Length > 0 ? DraftPrompts.FileBeside(begun.Folder, table.Dimension, like.ClassCount) : null;
        if (like.Prompts is not null && prompts is null) return null;
        return begun with
        {
            Kind = like.Kind,
            Modality = like.Modality,
            Inputs = like.Inputs,
            Outputs = like.Outputs,
            Radiograph = like.Radiograph,
            Detection = like.Detection,
            Volume = like.Volume,
            Window = like.Window,
            Mask = like.Mask,
            Prompts = like.Prompts is null ? null : like.Prompts with { File = prompts! },
            Labels = like.Labels,
            Providers = like.Providers,
            Forbidden = like.Forbidden,
            Resources = like.Resources,
        };
    }

    private static HashSet<string> Names(IEnumerable<TensorDescription> tensors) =>
        tensors.Select(static tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);

    private static bool Opens(ModelManifest candidate)
    {
        try
        {
            ModelCheck.Open(candidate, new ExecutionOptions(ExecutionProvider.Cpu)).Dispose();
            return true;
        }
        catch (ModelException)
        {
            return false;
        }
    }
}
