using System.Globalization;
using System.Text.RegularExpressions;
using VividMed.Datasets;
using VividMed.Datasets.Csv;
using VividMed.Datasets.Files;
using VividMed.Imaging.Geometry;

namespace VividMed.Evaluation.Annotations;

/// <summary>
/// Reads the table of MS-CXR (<c>MS_CXR_Local_Alignment_v1.x.csv</c>): a box a row, with x, y, w, h in pixels of the MIMIC-CXR-JPG image.
/// Rows of one image, category and phrase are one annotation.
/// </summary>
public static partial class MsCxrAnnotations
{
    /// <exception cref="DatasetException">The table is missing, lacks a column or holds a value that is none.</exception>
    public static IReadOnlyList<BoxAnnotation> Read(string path, CancellationToken cancellationToken = default)
    {
        using var table = CsvTable.Open(new LocalDatasetFiles(Path.GetDirectoryName(Path.GetFullPath(path))!), Path.GetFileName(path));
        var (image, category, text, file) = (table.Column("dicom_id"), table.Column("category_name"), table.Column("label_text"), table.Column("path"));
        int[] numbers = [table.Column("x"), table.Column("y"), table.Column("w"), table.Column("h"), table.Column("image_width"), table.Column("image_height")];
        var found = new OrderedDictionary<(string, string, string), BoxAnnotation>();
        foreach (var record in table.Records(cancellationToken))
        {
            var fields = record.Fields;
            var key = (fields[image], fields[category], fields[text]);
            var values = Array.ConvertAll(numbers, column => Number(fields[column], path, record.Line));
            var box = Box.Flat(values[0], values[1], values[0] + values[2], values[1] + values[3]);
            if (values[4] < 1 || values[5] < 1) throw Bad(path, record.Line, "an image without a size");
            found[key] = found.TryGetValue(key, out var known)
                ? known with { Boxes = [.. known.Boxes, box] }
                : new BoxAnnotation(
                    StudyOf(fields[file], path, record.Line), fields[image], ((int)values[4], (int)values[5]), [fields[category]],
                    fields[text], IsPresent: true, [box]);
        }

        return [.. found.Values];
    }

    private static string StudyOf(string file, string path, int line) =>
        StudyFolder().Match(file) is { Success: true } folder
            ? folder.Groups["study"].Value
            : throw Bad(path, line, "a path without a study's folder");

    private static double Number(string text, string path, int line) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Bad(path, line, "a coordinate that is no number");

    private static DatasetException Bad(string path, int line, string what) =>
        new("bad-annotation", $"{Path.GetFileName(path)}: line {line} has {what}");

    [GeneratedRegex(@"(^|/)s(?<study>\d{1,12})/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StudyFolder();
}
