using System.Text.Json;
using System.Text.Json.Serialization;

namespace VividMed.Datasets;

/// <summary>The ground truth beside a written phantom dataset (<c>truth.json</c>), studies in the order of dataset and study id.</summary>
public sealed record PhantomTruth(int Seed, IReadOnlyList<PhantomTruthStudy> Studies)
{
    public const string FileName = "truth.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>Reads the truth of a phantom dataset from its root folder or from the file itself.</summary>
    /// <exception cref="DatasetException">There is none, or it cannot be read.</exception>
    public static PhantomTruth Load(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        if (!File.Exists(file)) throw new DatasetException("missing-truth", $"{FileName} is missing: only phantom datasets have one");
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<PhantomTruth>(stream, Json) ?? throw new JsonException();
        }
        catch (JsonException broken)
        {
            throw new DatasetException("bad-truth", $"{FileName} is damaged: write the phantom dataset again", broken);
        }
    }

    internal async Task SaveAsync(string path, CancellationToken cancellation)
    {
        await using var stream = File.Create(path);
        await JsonSerializer.SerializeAsync(stream, this, Json, cancellation);
    }
}
