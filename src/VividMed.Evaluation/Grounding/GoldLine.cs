using System.Text.Json;
using System.Text.Json.Serialization;
using VividMed.Datasets;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Evaluation.Grounding;

/// <summary>
/// A line of a gold file: one mention of a study's report with its boxes [x0, y0, x1, y1] in pixels of the stored image. Lines of one
/// target stand in the report's order.
/// </summary>
public sealed record GoldLine
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The study's id as samples have it.</summary>
    public required string Study { get; init; }

    /// <summary>A taxonomy id; a line with another is refused.</summary>
    public required string Target { get; init; }

    /// <summary>The patient's side; none where the line does not say.</summary>
    public Side Side { get; init; }

    /// <summary>Present where the line does not say.</summary>
    public Polarity Polarity { get; init; }

    /// <summary>Whether the mention is of an earlier examination: a region on it is an error.</summary>
    public bool Historical { get; init; }

    /// <summary>The index of the image in the sample.</summary>
    public int Image { get; init; }

    /// <summary>Four numbers each; none where nothing is to be shown.</summary>
    public IReadOnlyList<double[]> Boxes { get; init; } = [];

    /// <exception cref="DatasetException">A line is broken or names an unknown target.</exception>
    internal static IEnumerable<GoldLine> Read(string path, TargetTaxonomy taxonomy)
    {
        if (!File.Exists(path)) throw new DatasetException("missing-table", $"{path} is missing");
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line)) yield return Parse(line, taxonomy, $"{Path.GetFileName(path)}, line {number}");
        }
    }

    internal ReferenceMention ToMention(TargetTaxonomy taxonomy)
    {
        var kind = taxonomy.Find(Target)!.Kind;
        return new ReferenceMention(Target, kind, Side, Polarity, Historical, [.. Boxes.Select(box =>
            new ReferenceRegion(Image, Target, kind, Side, Location: null, Box.Flat(box[0], box[1], box[2], box[3]), Mask: null))]);
    }

    private static GoldLine Parse(string line, TargetTaxonomy taxonomy, string where)
    {
        try
        {
            var gold = JsonSerializer.Deserialize<GoldLine>(line, Format) ?? throw new JsonException();
            if (taxonomy.Find(gold.Target) is null)
            {
                throw new DatasetException("bad-annotation", $"{where}: the taxonomy has no target '{gold.Target}'");
            }

            return gold.Boxes.All(static box => box is [_, _, _, _] && Array.TrueForAll(box, double.IsFinite))
                ? gold
                : throw new DatasetException("bad-annotation", $"{where}: a box has not four numbers");
        }
        catch (JsonException broken)
        {
            throw new DatasetException("bad-annotation", $"{where} is no gold line: it needs study and target, and may have side, polarity, historical, image and boxes", broken);
        }
    }
}
