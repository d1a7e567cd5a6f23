using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using VividMed.Taxonomy;

namespace VividMed.Grounding.Confidence;

/// <summary>The scales of a models folder, <c>confidence.json</c>: a model without one keeps its uncalibrated numbers.</summary>
public sealed record ConfidenceFile(string Schema, IReadOnlyList<ConfidenceScale> Scales)
{
    public const string Name = "confidence.json";
    public const string CurrentSchema = "vividmed.confidence/1";

    private const int LargestFile = 1 << 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        WriteIndented = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>No scales at all.</summary>
    public static ConfidenceFile None { get; } = new(CurrentSchema, []);

    /// <summary>SHA-256 of the scales of these models, lower-case hexadecimal, for recipes; null where they have none.</summary>
    public string? Digest(IReadOnlyCollection<string> models)
    {
        var scales = Scales.Where(scale => models.Contains(scale.Model)).OrderBy(static scale => scale.Model, StringComparer.Ordinal).ThenBy(static scale => scale.Modality).ToList();
        return scales.Count > 0 ? Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(scales, Json))) : null;
    }

    /// <summary>The scale of a model, null where it has none.</summary>
    public ConfidenceScale? Find(Modality modality, string model) =>
        Scales.FirstOrDefault(scale => scale.Modality == modality && scale.Model == model);

    /// <exception cref="ConfidenceException"><c>bad-confidence</c>: the file is damaged, too large or of another schema.</exception>
    public static ConfidenceFile Load(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length <= LargestFile
                && JsonSerializer.Deserialize<ConfidenceFile>(file, Json) is { Schema: CurrentSchema } read
                && read.Scales.All(static scale => scale?.IsSound() == true)) return read;
        }
        catch (JsonException)
        {
            // Said below, as of every other fault of the file.
        }

        throw new ConfidenceException(path);
    }

    /// <summary>Writes the file whole or not at all.</summary>
    public void Save(string path)
    {
        var staged = path + ".part";
        File.WriteAllText(staged, JsonSerializer.Serialize(this, Json) + "\n");
        File.Move(staged, path, overwrite: true);
    }
}

/// <summary>A file of scales cannot be used.</summary>
public sealed class ConfidenceException(string path) : ReasonException(
    "bad-confidence",
    $"{path}: this is no file of confidence scales: delete it, or write it anew with 'vividmed evaluate grounding --fit-confidence'");
