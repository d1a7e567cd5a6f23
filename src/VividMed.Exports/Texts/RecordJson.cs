using System.Collections.Frozen;
using System.Text.Json;
using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Taxonomy;

namespace VividMed.Exports.Texts;

/// <summary>
/// A record as JSON, with the record's own names and boxes in voxels of the stored images; offsets are code points, as Python counts. What
/// is null is written as null, so that every record has the same keys.
/// </summary>
internal static class RecordJson
{
    /// <summary>Writes one object.</summary>
    /// <param name="members">What the images are called where the record goes to, in their order.</param>
    public static void Write(Utf8JsonWriter json, string key, Sample sample, IReadOnlyList<string> members)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteString("id", sample.Id);
        json.WriteString("dataset", sample.Dataset);
        json.WriteString("split", sample.Split);
        json.WriteString("patient", sample.Patient);
        json.WriteString("study", sample.Study);
        json.WriteString("modality", sample.Modality.Code());
        Array(json, "images", sample.Images.Zip(members), static (json, image) => Image(json, image.First, image.Second));
        var points = new CodePoints(sample.Report.Text);
        json.WriteStartObject("report");
        json.WriteString("text", sample.Report.Text);
        Array(json, "sections", sample.Report.Sections, (json, section) => Section(json, section, points));
        json.WriteEndObject();
        Array(json, "phrases", sample.Phrases, (json, phrase) => Phrase(json, phrase, points));
        Array(json, "regions", sample.Regions, (json, region) => Region(json, region, sample.Images[region.Image].Depth == 1));
        Array(json, "qa", sample.Questions, Question);
        Provenance(json, sample.Provenance);
        json.WriteEndObject();
    }

    /// <summary>What could keep a record from being written.</summary>
    /// <exception cref="ExportException"><c>bad-offsets</c>.</exception>
    public static void Check(Sample sample)
    {
        var points = new CodePoints(sample.Report.Text);
        foreach (var section in sample.Report.Sections) Check(section.Start, section.End);
        foreach (var phrase in sample.Phrases) Check(phrase.Start, phrase.End);

        void Check(int start, int end)
        {
            points.At(start);
            points.At(end);
        }
    }

    public static void Numbers(Utf8JsonWriter json, string name, IEnumerable<double>? numbers)
    {
        if (numbers is null) json.WriteNull(name);
        else Array(json, name, numbers, static (json, number) => json.WriteNumberValue(number));
    }

    public static double[] RowByRow(Affine a) => [a.Xi, a.Xj, a.Xk, a.Xt, a.Yi, a.Yj, a.Yk, a.Yt, a.Zi, a.Zj, a.Zk, a.Zt, 0, 0, 0, 1];

    public static double[] BoxOf(Box box, bool flat) => flat ? [box.X0, box.Y0, box.X1, box.Y1] : [box.X0, box.Y0, box.Z0, box.X1, box.Y1, box.Z1];

    public static void Mask(Utf8JsonWriter json, RunLengthMask? mask)
    {
        if (mask is null)
        {
            json.WriteNull("rle");
            return;
        }

        json.WriteStartObject("rle");
        Array(json, "size", mask.Depth == 1 ? (int[])[mask.Height, mask.Width] : [mask.Height, mask.Width, mask.Depth], static (json, side) => json.WriteNumberValue(side));
        Array(json, "counts", mask.Counts, static (json, count) => json.WriteNumberValue(count));
        json.WriteEndObject();
    }

    public static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items) write(json, item);
        json.WriteEndArray();
    }

    /// <summary>An enum's name, as records spell it.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => Words<T>.Of[value];

    private static void Image(Utf8JsonWriter json, SampleImage image, string member)
    {
        json.WriteStartObject();
        json.WriteString("member", member);
        json.WriteNumber("width", image.Width);
        json.WriteNumber("height", image.Height);
        json.WriteNumber("depth", image.Depth);
        Numbers(json, "spacingMm", image.SpacingMm);
        Numbers(json, "affine", image.Affine is { } affine ? RowByRow(affine) : null);
        json.WriteString("orientation", image.Affine is { } known ? AxisCodes.Of(known) : null);
        json.WriteString("view", image.View);
        json.WriteString("sourceSha256", image.SourceSha256);
        json.WriteEndObject();
    }

    private static void Section(Utf8JsonWriter json, SampleSection section, CodePoints points)
    {
        json.WriteStartObject();
        json.WriteString("name", section.Name);
        json.WriteNumber("start", points.At(section.Start));
        json.WriteNumber("end", points.At(section.End));
        json.WriteEndObject();
    }

    private static void Phrase(Utf8JsonWriter json, Phrase phrase, CodePoints points)
    {
        json.WriteStartObject();
        json.WriteNumber("start", points.At(phrase.Start));
        json.WriteNumber("end", points.At(phrase.End));
        json.WriteString("text", phrase.Text);
        json.WriteString("target", phrase.Target);
        json.WriteString("kind", Word(phrase.Kind));
        json.WriteString("polarity", Word(phrase.Polarity));
        json.WriteString("temporality", Word(phrase.Temporality));
        json.WriteString("side", Word(phrase.Side));
        Array(json, "modifiers", phrase.Modifiers, static (json, word) => json.WriteStringValue(word));
        Array(json, "regions", phrase.Regions, static (json, region) => json.WriteNumberValue(region));
        json.WriteString("reason", phrase.Reason);
        json.WriteString("certainty", phrase.Certainty is { } certainty ? Word(certainty) : null);
        json.WriteString("change", phrase.Change is { } change ? Word(change) : null);
        json.WriteString("severity", phrase.Severity);
        Number(json, "count", phrase.Count);
        Numbers(json, "sizeMm", phrase.SizeMm);
        Numbers(json, "priorSizeMm", phrase.PriorSizeMm);
        json.WriteString("location", phrase.Location);
        Number(json, "sentence", phrase.Sentence);
        Number(json, "frame", phrase.Frame);
        Number(json, "textConfidence", phrase.TextConfidence);
        Number(json, "confidence", phrase.Confidence);
        json.WriteEndObject();
    }

    private static void Region(Utf8JsonWriter json, Region region, bool flat)
    {
        json.WriteStartObject();
        json.WriteNumber("image", region.Image);
        json.WriteString("shape", Word(region.Shape));
        json.WriteString("label", region.Label);
        json.WriteString("targetKind", Word(region.TargetKind));
        Numbers(json, "box", BoxOf(region.Box, flat));
        Mask(json, region.Mask);
        json.WriteNumber("score", region.Score);
        json.WriteString("model", region.Model);
        json.WriteString("grade", region.Grade.ToString());
        Array(json, "checks", region.Checks, static (json, check) => json.WriteStringValue(check));
        json.WriteEndObject();
    }

    private static void Question(Utf8JsonWriter json, QuestionAnswer question)
    {
        json.WriteStartObject();
        json.WriteString("question", question.Question);
        json.WriteString("answer", question.Answer);
        json.WriteString("type", question.Type);
        Array(json, "phrases", question.Phrases, static (json, phrase) => json.WriteNumberValue(phrase));
        json.WriteString("subject", question.Subject);
        json.WriteEndObject();
    }

    private static void Provenance(Utf8JsonWriter json, Provenance provenance)
    {
        json.WriteStartObject("provenance");
        json.WriteStartObject("models");
        foreach (var (id, digest) in provenance.Models.OrderBy(static model => model.Key, StringComparer.Ordinal)) json.WriteString(id, digest);
        json.WriteEndObject();
        json.WriteString("lexiconDigest", provenance.LexiconDigest);
        json.WriteString("optionsDigest", provenance.OptionsDigest);
        json.WriteString("recipe", provenance.Recipe);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Of = Enum.GetValues<T>().ToFrozenDictionary(static value => value, static value => value.ToString().ToLowerInvariant());
    }
}
