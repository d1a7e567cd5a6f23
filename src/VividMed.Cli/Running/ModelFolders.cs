using VividMed.Inference;
using VividMed.Inference.Hosting;
using VividMed.Inference.Manifests;
using VividMed.Taxonomy;

namespace VividMed.Cli.Running;

/// <summary>Models by id or folder, and the taxonomy that their labels are held against.</summary>
internal static class ModelFolders
{
    public static readonly string TaxonomyName = TargetTaxonomy.FileOf(Modality.Ct);

    /// <exception cref="ModelException">There is none, or its manifest cannot be used.</exception>
    public static ModelManifest Load(string model, ModelCatalog catalog) => File.Exists(model)
        ? throw new CliException($"{model} is a file: give the folder of a model, with its model.json, or an id of --models; 'vividmed models new FILE.onnx' drafts a model.json")
        : Directory.Exists(model) ? ModelManifest.Load(model) : catalog.Load(model);

    /// <exception cref="ModelException"><c>unknown-target</c>.</exception>
    public static void RequireTargets(ModelManifest manifest, string models)
    {
        var path = TaxonomyPath(Path.GetDirectoryName(manifest.Folder) ?? models, models, manifest.Modality);
        LabelCheck.Require(manifest, Read(path), path);
    }

    /// <summary>The models of a folder that must be there.</summary>
    /// <exception cref="CliException">It is not.</exception>
    public static ModelCatalog Catalog(string folder) => Directory.Exists(folder)
        ? new ModelCatalog(folder)
        : throw new CliException($"{Path.GetFullPath(folder)}: there is no such folder; --models takes one with a folder a model, each with its model.json") { Code = "folder-missing" };

    /// <summary>The taxonomy of --models, of the chest.</summary>
    public static TargetTaxonomy Taxonomy(string models) => Taxonomy(models, models);

    /// <summary>The taxonomy of a models folder; of one without it that of --models.</summary>
    public static TargetTaxonomy Taxonomy(string folder, string models, Modality modality = Modality.Ct) => Read(TaxonomyPath(folder, models, modality));

    /// <summary>The taxonomies of all modalities that a models folder has.</summary>
    public static TargetTaxonomy Taxonomies(string models) => File.Exists(Path.Combine(models, TargetTaxonomy.FileOf(Modality.Mr)))
        ? TargetTaxonomy.Join(Taxonomy(models), Taxonomy(models, models, Modality.Mr))
        : Taxonomy(models);

    /// <summary>A file beside the models' folders.</summary>
    /// <exception cref="CliException">There is none.</exception>
    public static string Require(string models, string file) => Path.Combine(models, file) is var path && File.Exists(path)
        ? path
        : throw new CliException($"{path}: there is no such file; name a folder that has it with --models") { Code = "file-missing" };

    private static string TaxonomyPath(string folder, string models, Modality modality) =>
        TargetTaxonomy.FileOf(modality) is var name && File.Exists(Path.Combine(folder, name)) ? Path.Combine(folder, name) : Path.Combine(models, name);

    private static TargetTaxonomy Read(string path)
    {
        if (!File.Exists(path)) throw new CliException($"{path}: there is no such file; put the taxonomy beside the models' folders, or name such a folder with --models") { Code = "file-missing" };
        using var stream = File.OpenRead(path);
        return TargetTaxonomy.Load(stream);
    }
}
