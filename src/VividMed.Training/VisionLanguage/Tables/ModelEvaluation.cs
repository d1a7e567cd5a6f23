using System.Text.Json;
using System.Text.Json.Nodes;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.VisionLanguage.Tables;

/// <summary>All that was measured of a model on held-out studies: the short report, and the tables.</summary>
/// <param name="TruthIsExhaustive">
/// Whether everything that is in an image has its region. Where not, what is found beyond the regions is only counted as false for targets that
/// the report speaks of.
/// </param>
/// <param name="OpeningCorrection">As <see cref="Decoding.DecodingOptions.OpeningCorrection"/>.</param>
public sealed record ModelEvaluation(
    EvaluationReport Summary, bool TruthIsExhaustive, double OpeningCorrection, int Resamples, int Seed, IReadOnlyList<EvaluationTable> Tables)
{
    /// <summary>The version of <see cref="ToJson"/>; 1 was the short report alone.</summary>
    public const int SchemaVersion = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The short report's members as they always were, and beside them the schema's version, the settings and the tables.</summary>
    public JsonObject ToJson()
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(Summary, Json)!;
        json["schema"] = SchemaVersion;
        json["truthIsExhaustive"] = TruthIsExhaustive;
        json["openingCorrection"] = OpeningCorrection;
        json["resamples"] = Resamples;
        json["seed"] = Seed;
        json["tables"] = JsonSerializer.SerializeToNode(Tables, Json);
        return json;
    }

    /// <summary>As UTF-8, indented.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(ToJson(), Json);
}
