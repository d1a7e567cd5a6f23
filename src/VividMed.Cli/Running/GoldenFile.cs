using System.Security.Cryptography;
using VividMed.Inference.Execution;
using VividMed.Inference.Hosting;
using VividMed.Inference.Manifests;

namespace VividMed.Cli.Running;

/// <summary>Adds golden cases to manifests on disk.</summary>
internal static class GoldenFile
{
    public static void Record(
        ModelManifest manifest, ExecutionOptions options, string? picture, double tolerance, CancellationToken cancellationToken)
    {
        var recorded = ModelCheck.RecordGolden(
            manifest, options, picture is null ? null : Describe(manifest, picture), tolerance, cancellationToken);
        var path = Path.Combine(manifest.Folder, "model.json");
        File.WriteAllBytes(path + ".tmp", recorded.ToJson());
        File.Move(path + ".tmp", path, overwrite: true);
        Console.Error.WriteLine($"{manifest.Id}: {recorded.Golden!.Count} golden cases in {path}");
    }

    private static ModelFile Describe(ModelManifest manifest, string picture)
    {
        var path = Path.GetFullPath(picture, manifest.Folder);
        var name = Path.GetRelativePath(manifest.Folder, path);
        if (!File.Exists(path) || name.StartsWith("..", StringComparison.Ordinal))
        {
            throw new CliException($"{picture}: the picture must lie in the model's folder {manifest.Folder}");
        }

        var bytes = File.ReadAllBytes(path);
        return new ModelFile(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
