using VividMed.Inference;
using VividMed.Inference.Hosting;
using VividMed.Inference.Manifests;
using VividMed.Taxonomy;

namespace VividMed.Cli.Running;

/// <summary>Models by id or folder, and the taxonomy that their labels are held against.</summary>
internal static class ModelFolders
{
    private const string TaxonomyName = "taxonomy.json";

    /// <exception cref="ModelException">There is none, or its manifest cannot be used.</exception>
    public static ModelManifest Load(string model, ModelCatalog catalog) => Directory.Exists(model) ? ModelManifest.Load(model) : catalog.Load(model);

    /// <exception cref="ModelException"><c>unknown-target</c>.</exception>
    public static void RequireTargets(ModelManifest manifest, string models)
    {
        var path = TaxonomyPath(Path.GetDirectoryName(manifest.Folder) ?? models, models);
        LabelCheck.Require(manifest, Read(path), path);
    }

    /// <summary>The taxonomy of a models folder; of one without it that of --models.</summary>
    public static TargetTaxonomy Taxonomy(string folder, string models) => Read(TaxonomyPath(folder, models));

    private static string TaxonomyPath(string folder, string models) =>
        Path.Combine(File.Exists(Path.Combine(folder, TaxonomyName)) ? folder : models, TaxonomyName);

    private static TargetTaxonomy Read(string path)
    {
        if (!File.Exists(path)) throw new CliException($"{path}: there is no such file; put the taxonomy beside the models' folders, or name such a folder with --models");
        using var stream = File.OpenRead(path);
        return TargetTaxonomy.Load(stream);
    }
}
