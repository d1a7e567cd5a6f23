using System.Security.Cryptography;
using System.Text.Json;

namespace VividMed.Inference.Manifests;

/// <summary>From a manifest's file to the record, in bounded memory, with faults in words that help whoever wrote it.</summary>
internal static class ManifestReader
{
    private const int MaximumBytes = 16 << 20;

    /// <exception cref="ModelException"><c>manifest-missing</c>, <c>manifest-unreadable</c> or <c>manifest-invalid</c>.</exception>
    public static (ModelManifest Manifest, string Digest) Read(string path)
    {
        var bytes = Bytes(path);
        try
        {
            var manifest = JsonSerializer.Deserialize<ModelManifest>(bytes, ManifestJson.Options)
                ?? throw new ModelException("manifest-invalid", $"{path} holds null");
            using var document = JsonDocument.Parse(bytes);
            return NullIn(document.RootElement, "$") is { } where
                ? throw new ModelException("manifest-invalid", $"{path}: {where} is null; leave it out or write a value")
                : (manifest, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (JsonException error)
        {
            throw new ModelException("manifest-invalid", $"{path}: {ManifestFault.Explain(bytes, error)}", error);
        }
    }

    private static byte[] Bytes(string path)
    {
        if (!File.Exists(path)) throw new ModelException("manifest-missing", $"there is no model manifest {path}: give a model's folder; 'vividmed models new FILE.onnx' drafts its model.json");
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > MaximumBytes)
            {
                throw new ModelException("manifest-invalid", $"{path} has {stream.Length} bytes, more than the {MaximumBytes} of any manifest");
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelException("manifest-unreadable", $"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The deserializer refuses a null where a member may not be null, and lets it pass in lists and dictionaries.</summary>
    private static string? NullIn(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray()
                .Select((item, i) => item.ValueKind == JsonValueKind.Null ? $"{path}[{i}]" : NullIn(item, $"{path}[{i}]"))
                .FirstOrDefault(static where => where is not null);
        }

        if (element.ValueKind != JsonValueKind.Object) return null;
        var dictionary = path.EndsWith("puts", StringComparison.Ordinal) || path.EndsWith(".metrics", StringComparison.Ordinal);
        return element.EnumerateObject()
            .Select(member => dictionary && member.Value.ValueKind == JsonValueKind.Null ? $"{path}.{member.Name}" : NullIn(member.Value, $"{path}.{member.Name}"))
            .FirstOrDefault(static where => where is not null);
    }
}
