using VividMed.Storage.Stores;
using VividMed.Training.VisionLanguage.Decoding;

namespace VividMed.Cli.Running;

/// <summary>A trained model by its folder.</summary>
internal static class TrainedModel
{
    private const string Mark = "network.json";

    /// <summary>The store that a model's folder lies in, and the folder's name there.</summary>
    /// <exception cref="CliException">There is no model in it; the line says where one may be.</exception>
    public static (IBlobStore Store, string Prefix) Find(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(full)) throw new CliException($"{folder}: there is no such folder; a model is what a training left, such as OUT/models/RUN") { Code = "folder-missing" };
        if (!File.Exists(Path.Combine(full, Mark)))
        {
            var near = Directory.EnumerateFiles(full, Mark, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 })
                .Select(Path.GetDirectoryName)
                .Order(StringComparer.Ordinal)
                .FirstOrDefault();
            throw new CliException(
                $"{folder}: no {Mark} in it, so it is no trained model; " + (near is null ? "a model is what a training left, such as OUT/models/RUN" : $"there is one in {near}"));
        }

        return (new LocalBlobStore(Path.GetDirectoryName(full)!), Path.GetFileName(full));
    }

    public static Task<VividMedModel> OpenAsync(string folder, DecodingOptions options, CancellationToken cancellationToken)
    {
        var (store, prefix) = Find(folder);
        return VividMedModel.OpenAsync(store, prefix, options, threads: null, cancellationToken);
    }
}
