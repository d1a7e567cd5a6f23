using VividMed.Exports.Parquet;
using VividMed.Exports.Planning;
using VividMed.Exports.Texts;
using VividMed.Taxonomy;

namespace VividMed.Exports.Families;

/// <summary>The one schema of the Parquet family, whatever the samples are: what is not there is an empty list, an empty text or null.</summary>
internal static class HfSchema
{
    /// <summary>The fields of a row.</summary>
    public static ParquetGroup Row { get; } = new(
        "schema", Text("key"), Text("id"), Text("dataset"), Text("split"), Text("patient"), Text("study"), Text("modality"),
        new ParquetList("images", new ParquetGroup("image", new ParquetLeaf("bytes", ParquetType.Bytes), Text("path"))),
        new ParquetList(
            "image_facts",
            new ParquetGroup("facts", Int("width"), Int("height"), Int("depth"), Doubles("spacing_mm"), Doubles("affine"), Text("orientation"), Text("view"), Text("source_sha256"))),
        Text("report"),
        new ParquetList("sections", new ParquetGroup("section", Text("name"), Int("start"), Int("end"))),
        new ParquetList(
            "phrases",
            new ParquetGroup(
                "phrase", Int("start"), Int("end"), Text("text"), Text("target"), Text("kind"), Text("polarity"), Text("temporality"), Text("side"), Text("reason"),
                new ParquetLeaf("confidence", ParquetType.Double, Optional: true), Ints("objects"))),
        new ParquetList(
            "objects",
            new ParquetGroup(
                "object", Int("image"), Text("label"), Text("kind"), Text("shape"), Doubles("bbox"), Text("grade"), new ParquetLeaf("score", ParquetType.Double), Text("model"),
                Ints("rle_size"), Ints("rle_counts"))),
        new ParquetList("qa", new ParquetGroup("pair", Text("question"), Text("answer"), Text("type"), Text("subject"))));

    /// <summary>A sample's values in the order of the fields.</summary>
    public static object?[] RowOf(ExportSample export, Func<int, byte[]> pictures)
    {
        var sample = export.Sample;
        var points = new CodePoints(sample.Report.Text);
        return
        [
            export.Key, sample.Id, sample.Dataset, sample.Split, sample.Patient, sample.Study, sample.Modality.Code(),
            sample.Images.Index().Select(image => new object?[] { pictures(image.Index), WholeRecords.FileOf(export, image.Index) }),
            sample.Images.Select(static image => new object?[]
            {
                image.Width, image.Height, image.Depth, image.SpacingMm ?? [], image.Affine is { } affine ? RecordJson.RowByRow(affine) : [],
                image.Affine is { } known ? Imaging.Geometry.AxisCodes.Of(known) : "", image.View, image.SourceSha256,
            }),
            sample.Report.Text,
            sample.Report.Sections.Select(section => new object?[] { section.Name, points.At(section.Start), points.At(section.End) }),
            sample.Phrases.Select(phrase => new object?[]
            {
                points.At(phrase.Start), points.At(phrase.End), phrase.Text, phrase.Target, RecordJson.Word(phrase.Kind), RecordJson.Word(phrase.Polarity),
                RecordJson.Word(phrase.Temporality), RecordJson.Word(phrase.Side), phrase.Reason ?? "", phrase.Confidence, phrase.Regions,
            }),
            sample.Regions.Select(region => new object?[]
            {
                region.Image, region.Label, RecordJson.Word(region.TargetKind), RecordJson.Word(region.Shape),
                RecordJson.BoxOf(region.Box, sample.Images[region.Image].Depth == 1), region.Grade.ToString(), region.Score, region.Model,
                region.Mask is { } mask ? mask.Depth == 1 ? (int[])[mask.Height, mask.Width] : [mask.Height, mask.Width, mask.Depth] : [],
                region.Mask?.Counts ?? [],
            }),
            sample.Questions.Select(static question => new object?[] { question.Question, question.Answer, question.Type, question.Subject }),
        ];
    }

    /// <summary>The same as the package <c>datasets</c> describes features.</summary>
    /// <param name="decoded">Whether images are pictures that it can decode; else their bytes and names are left to the reader.</param>
    public static object FeaturesOf(bool decoded) => Row.Fields.ToDictionary(
        static field => field.Name, field => field.Name == "images" && decoded ? Listed(new { _type = "Image" }) : Feature(field), StringComparer.Ordinal);

    private static object Feature(ParquetField field) => field switch
    {
        ParquetLeaf leaf => new { dtype = leaf.Type switch { ParquetType.Int32 => "int32", ParquetType.Double => "float64", ParquetType.Bytes => "binary", _ => "string" }, _type = "Value" },
        ParquetGroup group => group.Fields.ToDictionary(static inner => inner.Name, Feature, StringComparer.Ordinal),
        ParquetList { Item: ParquetGroup items } => new[] { Feature(items) },
        ParquetList list => Listed(Feature(list.Item)),
        _ => throw new InvalidOperationException(field.Name),
    };

    private static object Listed(object feature) => new { feature, _type = "Sequence" };

    private static ParquetLeaf Text(string name) => new(name, ParquetType.Text);

    private static ParquetLeaf Int(string name) => new(name, ParquetType.Int32);

    private static ParquetList Ints(string name) => new(name, new ParquetLeaf("number", ParquetType.Int32));

    private static ParquetList Doubles(string name) => new(name, new ParquetLeaf("number", ParquetType.Double));
}
