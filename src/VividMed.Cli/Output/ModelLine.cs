using System.Text.Json.Serialization;
using VividMed.Inference;

namespace VividMed.Cli;

/// <summary>A model in a list.</summary>
internal sealed record ModelLine(string Id, string Version, string Kind, string Modality, IReadOnlyList<string> Labels, string IntendedUse, string Digest)
{
    [JsonIgnore]
    public IReadOnlyList<string> Cells => [Id, Version, Kind, Modality, $"{Labels.Count}", IntendedUse];

    public static ModelLine From(ModelManifest manifest) => new(
        manifest.Id, manifest.Version, manifest.Kind.ToString(), manifest.Modality, [.. manifest.Labels.Select(label => label.Name)], manifest.IntendedUse, manifest.Digest);
}
