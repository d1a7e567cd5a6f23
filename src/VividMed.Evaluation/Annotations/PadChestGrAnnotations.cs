using System.Text.Json;
using VividMed.Datasets;
using VividMed.Imaging.Geometry;

namespace VividMed.Evaluation.Annotations;

/// <summary>
/// Reads the grounded reports of PadChest-GR (JSON): a list of studies with <c>StudyID</c>, <c>ImageID</c> and <c>findings</c>, each
/// finding with its sentence, its labels and boxes as shares of the image's width and height.
/// </summary>
public static class PadChestGrAnnotations
{
    private const long LargestFile = 256L << 20;

    /// <exception cref="DatasetException">The file is missing, too large or not of this layout.</exception>
    public static IReadOnlyList<BoxAnnotation> Read(string path)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path)) throw new DatasetException("missing-table", $"{name} is missing");
        if (new FileInfo(path).Length > LargestFile)
        {
            throw new DatasetException("bad-annotation", $"{name} is larger than any file of grounded reports");
        }

        try
        {
            using var file = File.OpenRead(path);
            using var document = JsonDocument.Parse(file);
            return [.. document.RootElement.EnumerateArray().SelectMany(Findings)];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new DatasetException("bad-annotation", $"{name} is no list of grounded reports: each needs StudyID, ImageID and findings with sentence_en, labels and boxes", broken);
        }
    }

    private static IEnumerable<BoxAnnotation> Findings(JsonElement study)
    {
        var (id, image) = (study.GetProperty("StudyID").ToString(), study.GetProperty("ImageID").ToString());
        foreach (var finding in study.GetProperty("findings").EnumerateArray())
        {
            var text = finding.TryGetProperty("sentence_en", out var sentence) ? sentence.GetString() ?? "" : "";
            var labels = finding.TryGetProperty("labels", out var named) && named.ValueKind == JsonValueKind.Array
                ? named.EnumerateArray().Select(static label => label.GetString() ?? "").ToArray()
                : [];
            var abnormal = !finding.TryGetProperty("abnormal", out var flag) || flag.ValueKind == JsonValueKind.True;
            yield return new BoxAnnotation(id, image, Size: null, labels, text, abnormal, Boxes(finding));
        }
    }

    private static Box[] Boxes(JsonElement finding) =>
        finding.TryGetProperty("boxes", out var boxes) && boxes.ValueKind == JsonValueKind.Array
            ? [.. boxes.EnumerateArray().Select(Corners)]
            : [];

    private static Box Corners(JsonElement box)
    {
        var corners = box.EnumerateArray().Select(static corner => corner.GetDouble()).ToArray();
        return corners is [var x0, var y0, var x1, var y1] && Array.TrueForAll(corners, double.IsFinite)
            ? Box.Flat(x0, y0, x1, y1)
            : throw new FormatException("A box has not four numbers.");
    }
}
