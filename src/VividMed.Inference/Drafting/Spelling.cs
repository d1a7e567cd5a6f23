using System.Text.Json;
using VividMed.Inference.Manifests;

namespace VividMed.Inference.Drafting;

/// <summary>Values as manifests spell them.</summary>
internal static class Spelling
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonSerializer.Serialize(value, ManifestJson.Options).Trim('"');
}
