using System.Security.Cryptography;
using VividMed.Inference.Manifests;
using VividMed.TestKit;

namespace VividMed.Inference.Tests.Toys;

/// <summary>A model folder with toy files and the manifest over them.</summary>
internal sealed class ToyFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Root => _folder.Root;

    public string ManifestPath => _folder.Path("model.json");

    public ModelFile Add(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.Path(name), bytes);
        return new ModelFile(name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    public ModelManifest Install(ModelManifest manifest)
    {
        File.WriteAllBytes(ManifestPath, manifest.ToJson());
        return ModelManifest.Load(ManifestPath);
    }

    public string Path(params string[] parts) => _folder.Path(parts);

    public void Dispose() => _folder.Dispose();
}
