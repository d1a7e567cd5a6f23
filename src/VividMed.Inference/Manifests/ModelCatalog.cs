namespace VividMed.Inference.Manifests;

/// <summary>The models of a folder: every sub folder with a <c>model.json</c>.</summary>
public sealed class ModelCatalog(string modelsFolder)
{
    /// <summary>The ids of all models, sorted. The folders are listed, the manifests not read.</summary>
    public IReadOnlyList<string> Ids => Directory.Exists(modelsFolder)
        ? [.. Directory.EnumerateDirectories(modelsFolder)
            .Where(static folder => File.Exists(Path.Combine(folder, "model.json")))
            .Select(static folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Every model, sorted by id: its manifest, or what is wrong with it, which says nothing against the others.</summary>
    public IEnumerable<CatalogEntry> Entries() => Ids.Select(Entry);

    private CatalogEntry Entry(string id)
    {
        try
        {
            return new CatalogEntry(id, Load(id), null);
        }
        catch (ModelException problem)
        {
            return new CatalogEntry(id, null, problem);
        }
    }

    /// <summary>Loads and checks the manifest of one model.</summary>
    /// <exception cref="ModelException"><c>unknown-model</c>, and what <see cref="ModelManifest.Load"/> throws.</exception>
    public ModelManifest Load(string id)
    {
        if (!Ids.Contains(id, StringComparer.Ordinal))
        {
            throw new ModelException("unknown-model", $"there is no model '{id}' in {modelsFolder}; it has: {(Ids.Count > 0 ? string.Join(", ", Ids) : "no folder with a model.json")}");
        }

        var manifest = ModelManifest.Load(Path.Combine(modelsFolder, id));
        return manifest.Id == id
            ? manifest
            : throw new ModelException("manifest-invalid", $"the folder {id} holds the manifest of model '{manifest.Id}'");
    }
}

/// <summary>A model of a catalog.</summary>
/// <param name="Manifest">Null where it cannot be used.</param>
/// <param name="Problem">Why; null where it can.</param>
public sealed record CatalogEntry(string Id, ModelManifest? Manifest, ModelException? Problem);
