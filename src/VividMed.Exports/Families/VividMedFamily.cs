using System.Text;
using System.Text.Json;
using VividMed.Exports.Output;
using VividMed.Exports.Planning;
using VividMed.Exports.Texts;
using VividMed.Grounding;
using VividMed.Imaging.Geometry;

namespace VividMed.Exports.Families;

/// <summary>
/// Reports with <c>&lt;p&gt;…&lt;/p&gt;</c> around grounded phrases, and beside the text each phrase's boxes and masks in voxels of whole images,
/// with affine, orientation and order of axes: what a model with a decoder of regions learns from.
/// </summary>
internal sealed class VividMedFamily(string name, FamilyOptions options) : FolderFamily
{
    private const string Begin = "<p>";
    private const string End = "</p>";

    public override string Name => name;

    internal override PictureRules Pictures { get; } = WholeRecords.Rules(name, options);

    internal override IEnumerable<LeftOut> Check(ExportSample sample, ExportCounts counts)
    {
        Line(sample, "");
        counts.Add("records");
        return [];
    }

    internal override IEnumerable<(string Name, byte[] Content)> Files(ExportSample sample, SamplePictures pictures) =>
        sample.Sample.Images.Index().Select(image => (WholeRecords.FileOf(sample, image.Index), pictures.Stored(image.Index)));

    internal override byte[] Line(ExportSample sample, string folder)
    {
        var (text, phrases) = Mark(sample);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, ExportJson.Writer))
        {
            json.WriteStartObject();
            json.WriteString("id", sample.Key);
            json.WriteString("split", sample.Sample.Split);
            RecordJson.Array(json, "images", sample.Sample.Images.Index(), (json, image) => Image(json, image.Item, folder + WholeRecords.FileOf(sample, image.Index)));
            json.WriteString("axes", "x, y, z of the stored voxels; voxel i covers [i, i + 1)");
            json.WriteString("text", text);
            var points = new CodePoints(text);
            RecordJson.Array(json, "phrases", phrases, (json, phrase) => Phrase(json, phrase, points, sample));
            RecordJson.Array(json, "denied", LineMaker.Denied(sample, options.Filter), static (json, denied) => json.WriteStringValue(TagEscape.Of(denied.Phrase)));
            RecordJson.Array(json, "qa", sample.Sample.Questions, Question);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static (string Text, List<MarkedPhrase> Phrases) Mark(ExportSample sample)
    {
        var (text, phrases) = (new StringBuilder(), new List<MarkedPhrase>());
        foreach (var piece in GroundedReport.Cut(sample))
        {
            var plain = TagEscape.Of(piece.Text);
            if (piece.Phrase is null)
            {
                text.Append(plain);
                continue;
            }

            text.Append(Begin);
            phrases.Add(new(piece, text.Length, text.Length + plain.Length));
            text.Append(plain).Append(End);
        }

        return (text.ToString(), phrases);
    }

    private static void Image(Utf8JsonWriter json, SampleImage image, string file)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        RecordJson.Array(json, "size", (int[])[image.Width, image.Height, image.Depth], static (json, side) => json.WriteNumberValue(side));
        RecordJson.Numbers(json, "spacingMm", image.SpacingMm);
        RecordJson.Numbers(json, "affine", image.Affine is { } affine ? RecordJson.RowByRow(affine) : null);
        json.WriteString("orientation", image.Affine is { } known ? AxisCodes.Of(known) : null);
        json.WriteEndObject();
    }

    private static void Phrase(Utf8JsonWriter json, MarkedPhrase marked, CodePoints points, ExportSample sample)
    {
        json.WriteStartObject();
        json.WriteNumber("start", points.At(marked.Start));
        json.WriteNumber("end", points.At(marked.End));
        json.WriteString("target", marked.Piece.Phrase!.Target);
        json.WriteString("side", RecordJson.Word(marked.Piece.Phrase.Side));
        RecordJson.Array(json, "regions", marked.Piece.Regions, (json, region) =>
        {
            var stored = sample.Sample.Regions[region.Region];
            json.WriteStartObject();
            json.WriteNumber("image", stored.Image);
            json.WriteString("label", stored.Label);
            json.WriteString("grade", stored.Grade.ToString());
            RecordJson.Numbers(json, "box", RecordJson.BoxOf(region.Box, sample.Sample.Images[stored.Image].Depth == 1));
            RecordJson.Mask(json, stored.Mask);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void Question(Utf8JsonWriter json, QuestionAnswer question)
    {
        json.WriteStartObject();
        json.WriteString("question", TagEscape.Of(question.Question));
        json.WriteString("answer", TagEscape.Of(question.Answer));
        json.WriteString("type", question.Type);
        json.WriteEndObject();
    }

    private sealed record MarkedPhrase(ReportPiece Piece, int Start, int End);
}
