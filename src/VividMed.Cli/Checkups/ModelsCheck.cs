using VividMed.Cli.Configuration;
using VividMed.Cli.Output;
using VividMed.Cli.Running;
using VividMed.Inference.Manifests;
using VividMed.Reports.Wordings;
using VividMed.Taxonomy;

namespace VividMed.Cli.Checkups;

/// <summary>Whether a models folder has all that reports and images are read with: taxonomy, wordings, models with sound files.</summary>
internal static class ModelsCheck
{
    private const string Part = "models";

    private static readonly Setting[] Roles = [KnownSettings.Detector, KnownSettings.Segmenter, KnownSettings.MrSegmenter, KnownSettings.RadiographSegmenter];

    public static IEnumerable<CheckLine> Look(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [CheckLine.Bad(Part, "folder", $"{folder}: there is no such folder", "name the folder of the manifests with --models or the setting Models")];
        }

        return
        [
            Tried("taxonomy.json", () => $"{ModelFolders.Taxonomy(folder).Targets.Count} targets"),
            .. File.Exists(Path.Combine(folder, TargetTaxonomy.FileOf(Modality.Mr))) ? [Tried(TargetTaxonomy.FileOf(Modality.Mr), () => $"{ModelFolders.Taxonomy(folder, folder, Modality.Mr).Targets.Count} targets")] : Array.Empty<CheckLine>(),
            Tried("language.json", () => Wordings(folder)),
            .. Models(folder),
        ];
    }

    private static string Wordings(string folder)
    {
        ReportLanguage.OfFolder(folder);
        return File.Exists(Path.Combine(folder, "language.json")) ? "reports are read by it" : "there is none: the built-in wordings hold";
    }

    private static IEnumerable<CheckLine> Models(string folder)
    {
        var entries = new ModelCatalog(folder).Entries().ToList();
        if (entries.Count == 0)
        {
            yield return CheckLine.Bad(Part, "manifests", $"no folder in {folder} has a model.json", "bring a model (vividmed models new FILE.onnx), or name another folder with --models");
        }

        foreach (var entry in entries)
        {
            yield return Tried(entry.Id, () => Describe(entry.Manifest ?? throw entry.Problem!, folder));
        }

        foreach (var role in Roles)
        {
            if (Settings.Current[role] is not { } id || id == "none" || entries.Any(entry => entry.Id == id)) continue;
            yield return CheckLine.Bad(Part, role.Name, $"there is no model '{id}' in {folder}", $"set {role.Name} to one of {string.Join(", ", entries.Select(static entry => entry.Id))}");
        }
    }

    private static string Describe(ModelManifest manifest, string folder)
    {
        ModelFolders.RequireTargets(manifest, folder);
        return $"version {manifest.Version}, files with their digests: {manifest.Files.Count()}; labels: {manifest.Labels.Count}"
            + (manifest.PhantomsOnly == true ? "; knows phantoms alone, no clinical meaning" : "");
    }

    private static CheckLine Tried(string name, Func<string> look)
    {
        try
        {
            return CheckLine.Ok(Part, name, look());
        }
        catch (Exception failure) when (UserError.Explain(failure) is { } line)
        {
            return CheckLine.Bad(Part, name, line, "mend or replace the file; 'vividmed models check' tries a model for itself");
        }
    }
}
