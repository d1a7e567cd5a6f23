using VividMed.Reports;
using MessagePack;
using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Taxonomy;

namespace VividMed.Shards.Records;

/// <summary>Writes records key by key in the schema's order.</summary>
internal static class SampleEncoder
{
    private delegate void WriteItem<in T>(ref MessagePackWriter writer, T item);

    public static void Write(ref MessagePackWriter writer, Sample sample)
    {
        writer.WriteMapHeader(13);
        Key(ref writer, "schema").Write(Sample.SchemaVersion);
        Key(ref writer, "id").Write(sample.Id);
        Key(ref writer, "dataset").Write(sample.Dataset);
        Key(ref writer, "split").Write(sample.Split);
        Key(ref writer, "patient").Write(sample.Patient);
        Key(ref writer, "study").Write(sample.Study);
        Key(ref writer, "modality").Write(sample.Modality.Code());
        WriteArray(ref Key(ref writer, "images"), sample.Images, WriteImage);
        WriteReport(ref Key(ref writer, "report"), sample.Report);
        WriteArray(ref Key(ref writer, "phrases"), sample.Phrases, WritePhrase);
        Key(ref writer, "regions").WriteArrayHeader(sample.Regions.Count);
        foreach (var region in sample.Regions) WriteRegion(ref writer, region, IsFlat(sample, region));
        WriteArray(ref Key(ref writer, "qa"), sample.Questions, WriteQuestion);
        WriteProvenance(ref Key(ref writer, "provenance"), sample.Provenance);
    }

    private static void WriteImage(ref MessagePackWriter writer, SampleImage image)
    {
        writer.WriteMapHeader(9);
        Key(ref writer, "member").Write(image.Member);
        Key(ref writer, "width").Write(image.Width);
        Key(ref writer, "height").Write(image.Height);
        Key(ref writer, "depth").Write(image.Depth);
        WriteNumbers(ref Key(ref writer, "spacingMm"), image.SpacingMm);
        WriteNumbers(ref Key(ref writer, "affine"), image.Affine is { } affine ? RowByRow(affine) : null);
        Key(ref writer, "view").Write(image.View);
        Key(ref writer, "sourceSha256").Write(image.SourceSha256);
        WriteAcquisition(ref Key(ref writer, "acquisition"), image.Acquisition);
    }

    private static void WriteAcquisition(ref MessagePackWriter writer, ImageAcquisition? acquisition)
    {
        if (acquisition is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteMapHeader(10);
        Key(ref writer, "manufacturer").Write(acquisition.Manufacturer);
        Key(ref writer, "model").Write(acquisition.Model);
        Key(ref writer, "bodyPart").Write(acquisition.BodyPart);
        Key(ref writer, "position").Write(acquisition.Position);
        Key(ref writer, "kernel").Write(acquisition.Kernel);
        WriteOptional(ref Key(ref writer, "kvp"), acquisition.KvP, WriteNumber);
        WriteOptional(ref Key(ref writer, "exposureMas"), acquisition.ExposureMas, WriteNumber);
        WriteOptional(ref Key(ref writer, "sliceThicknessMm"), acquisition.SliceThicknessMm, WriteNumber);
        Key(ref writer, "contrast").Write(acquisition.Contrast);
        WriteOptional(ref Key(ref writer, "burnedIn"), acquisition.BurnedIn, static (ref w, burned) => w.Write(burned));
    }

    private static void WriteReport(ref MessagePackWriter writer, SampleReport report)
    {
        writer.WriteMapHeader(2);
        Key(ref writer, "text").Write(report.Text);
        WriteArray(ref Key(ref writer, "sections"), report.Sections, WriteSection);
    }

    private static void WriteSection(ref MessagePackWriter writer, SampleSection section)
    {
        writer.WriteMapHeader(3);
        Key(ref writer, "name").Write(section.Name);
        Key(ref writer, "start").Write(section.Start);
        Key(ref writer, "end").Write(section.End);
    }

    private static void WritePhrase(ref MessagePackWriter writer, Phrase phrase)
    {
        writer.WriteMapHeader(22);
        Key(ref writer, "start").Write(phrase.Start);
        Key(ref writer, "end").Write(phrase.End);
        Key(ref writer, "text").Write(phrase.Text);
        Key(ref writer, "target").Write(phrase.Target);
        Key(ref writer, "kind").Write(EnumText<Taxonomy.FindingKind>.Write(phrase.Kind));
        Key(ref writer, "polarity").Write(EnumText<Taxonomy.Polarity>.Write(phrase.Polarity));
        Key(ref writer, "temporality").Write(EnumText<Taxonomy.Temporality>.Write(phrase.Temporality));
        Key(ref writer, "side").Write(EnumText<Taxonomy.Side>.Write(phrase.Side));
        WriteArray(ref Key(ref writer, "modifiers"), phrase.Modifiers, WriteText);
        WriteArray(ref Key(ref writer, "regions"), phrase.Regions, WriteInteger);
        Key(ref writer, "reason").Write(phrase.Reason);
        Key(ref writer, "certainty").Write(phrase.Certainty is { } certainty ? EnumText<Certainty>.Write(certainty) : null);
        Key(ref writer, "change").Write(phrase.Change is { } change ? EnumText<Change>.Write(change) : null);
        Key(ref writer, "severity").Write(phrase.Severity);
        WriteOptional(ref Key(ref writer, "count"), phrase.Count, WriteInteger);
        WriteNumbers(ref Key(ref writer, "sizeMm"), phrase.SizeMm);
        WriteNumbers(ref Key(ref writer, "priorSizeMm"), phrase.PriorSizeMm);
        Key(ref writer, "location").Write(phrase.Location);
        WriteOptional(ref Key(ref writer, "sentence"), phrase.Sentence, WriteInteger);
        WriteOptional(ref Key(ref writer, "frame"), phrase.Frame, WriteInteger);
        WriteOptional(ref Key(ref writer, "textConfidence"), phrase.TextConfidence, WriteNumber);
        WriteOptional(ref Key(ref writer, "confidence"), phrase.Confidence, WriteNumber);
    }

    private static void WriteRegion(ref MessagePackWriter writer, Region region, bool flat)
    {
        var box = region.Box;
        writer.WriteMapHeader(10);
        Key(ref writer, "image").Write(region.Image);
        Key(ref writer, "shape").Write(EnumText<RegionShape>.Write(region.Shape));
        Key(ref writer, "label").Write(region.Label);
        Key(ref writer, "targetKind").Write(EnumText<Taxonomy.FindingKind>.Write(region.TargetKind));
        WriteNumbers(
            ref Key(ref writer, "box"), flat ? [box.X0, box.Y0, box.X1, box.Y1] : [box.X0, box.Y0, box.Z0, box.X1, box.Y1, box.Z1]);
        WriteMask(ref Key(ref writer, "rle"), region.Mask);
        Key(ref writer, "score").Write(region.Score);
        Key(ref writer, "model").Write(region.Model);
        Key(ref writer, "grade").Write(region.Grade.ToString());
        WriteArray(ref Key(ref writer, "checks"), region.Checks, WriteText);
    }

    private static void WriteMask(ref MessagePackWriter writer, RunLengthMask? mask)
    {
        if (mask is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteMapHeader(2);
        WriteArray<int>(
            ref Key(ref writer, "size"), mask.Depth == 1 ? [mask.Height, mask.Width] : [mask.Height, mask.Width, mask.Depth], WriteInteger);
        WriteArray(ref Key(ref writer, "counts"), mask.Counts, WriteInteger);
    }

    private static void WriteQuestion(ref MessagePackWriter writer, QuestionAnswer question)
    {
        writer.WriteMapHeader(5);
        Key(ref writer, "question").Write(question.Question);
        Key(ref writer, "answer").Write(question.Answer);
        Key(ref writer, "type").Write(question.Type);
        WriteArray(ref Key(ref writer, "phrases"), question.Phrases, WriteInteger);
        Key(ref writer, "subject").Write(question.Subject);
    }

    private static void WriteProvenance(ref MessagePackWriter writer, Provenance provenance)
    {
        writer.WriteMapHeader(4);
        Key(ref writer, "models").WriteMapHeader(provenance.Models.Count);
        foreach (var (id, digest) in provenance.Models.OrderBy(static model => model.Key, StringComparer.Ordinal))
        {
            Key(ref writer, id).Write(digest);
        }

        Key(ref writer, "lexiconDigest").Write(provenance.LexiconDigest);
        Key(ref writer, "optionsDigest").Write(provenance.OptionsDigest);
        Key(ref writer, "recipe").Write(provenance.Recipe);
    }

    private static void WriteArray<T>(ref MessagePackWriter writer, IReadOnlyList<T> items, WriteItem<T> write)
    {
        writer.WriteArrayHeader(items.Count);
        foreach (var item in items) write(ref writer, item);
    }

    private static void WriteNumbers(ref MessagePackWriter writer, double[]? numbers)
    {
        if (numbers is null) writer.WriteNil();
        else WriteArray(ref writer, numbers, WriteNumber);
    }

    private static void WriteOptional<T>(ref MessagePackWriter writer, T? value, WriteItem<T> write)
        where T : struct
    {
        if (value is { } known) write(ref writer, known);
        else writer.WriteNil();
    }

    private static void WriteText(ref MessagePackWriter writer, string text) => writer.Write(text);

    private static void WriteNumber(ref MessagePackWriter writer, double number) => writer.Write(number);

    private static void WriteInteger(ref MessagePackWriter writer, int number) => writer.Write(number);

    private static bool IsFlat(Sample sample, Region region) =>
        region.Box is { Z0: 0, Z1: 1 } && (uint)region.Image < (uint)sample.Images.Count && sample.Images[region.Image].Depth == 1;

    private static double[] RowByRow(Affine a) =>
        [a.Xi, a.Xj, a.Xk, a.Xt, a.Yi, a.Yj, a.Yk, a.Yt, a.Zi, a.Zj, a.Zk, a.Zt, 0, 0, 0, 1];

    private static ref MessagePackWriter Key(ref MessagePackWriter writer, string key)
    {
        writer.Write(key);
        return ref writer;
    }
}
