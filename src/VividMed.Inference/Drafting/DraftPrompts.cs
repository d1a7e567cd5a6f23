using VividMed.Inference.Manifests;

namespace VividMed.Inference.Drafting;

/// <summary>The table of prompts that lies beside a graph.</summary>
internal static class DraftPrompts
{
    private const int MostPerCall = 32;

    /// <returns>The rows of the table.</returns>
    public static int Fill(Draft draft, GraphDescription graph)
    {
        var dimension = graph.Inputs.First(input => input.Name == draft.Manifest.Inputs["prompts"]).Last;
        if (dimension < 1 || FileBeside(draft.Manifest.Folder, dimension, rows: null) is not { } file)
        {
            throw new ModelException(
                "file-missing",
                $"{draft.Manifest.Folder} has no table of prompts: put the float32 little-endian rows of {Math.Max(dimension, 0)} values beside the graph as prompts.f32");
        }

        var count = (int)(file.Bytes / 4 / dimension);
        draft.Manifest = draft.Manifest with { Prompts = new PromptTable(file, dimension, Math.Min(MostPerCall, count), "not stated") };
        draft.Note("prompts", $"{file.Path}, {count} rows of {dimension}", "its length over the prompts' width in the graph");
        return count;
    }

    /// <summary>A file of whole rows; with <paramref name="rows"/> of just so many. prompts.f32 goes before others.</summary>
    public static ModelFile? FileBeside(string folder, int dimension, int? rows) => Directory.EnumerateFiles(folder, "*.f32")
        .OrderBy(static path => Path.GetFileName(path) != "prompts.f32").ThenBy(static path => path, StringComparer.Ordinal)
        .Where(path => new FileInfo(path).Length is > 0 and var bytes && bytes % (4L * dimension) == 0 && (rows is null || bytes == 4L * dimension * rows))
        .Select(path => ModelDraft.FileOf(folder, path))
        .FirstOrDefault();
}
