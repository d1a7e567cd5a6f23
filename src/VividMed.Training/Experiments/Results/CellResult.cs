using System.Text.Json;
using System.Text.Json.Serialization;
using VividMed.Training.VisionLanguage.Contracts;

namespace VividMed.Training.Experiments.Results;

/// <summary>One training of an experiment, an arm with a seed, and what it said of the held-out studies.</summary>
/// <param name="Digest">Of all that the result depends on.</param>
/// <param name="Tokens">Words that the network was shown, signs among them.</param>
/// <param name="Examples">By finding, how many training studies stated it.</param>
/// <param name="Minutes">What it took.</param>
internal sealed record CellResult(
    int Schema, string Digest, string Arm, int Seed, int Steps, long? Tokens, int TrainingStudies, IReadOnlyDictionary<string, int> Examples, double Minutes,
    IReadOnlyList<StudyResult> Studies)
{
    public const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="TrainingException"><c>bad-cell</c></exception>
    public static CellResult Parse(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<CellResult>(json, Json) is { Schema: SchemaVersion } cell ? cell : throw new JsonException();
        }
        catch (JsonException problem)
        {
            throw new TrainingException("bad-cell", $"{name} is no result of this program's experiments: delete it, and its training is done again.", problem);
        }
    }
}
