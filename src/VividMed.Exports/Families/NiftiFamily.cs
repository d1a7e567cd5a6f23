using System.Text.Json;
using VividMed.Exports.Output;
using VividMed.Exports.Planning;
using VividMed.Exports.Texts;
using VividMed.Grounding;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;

namespace VividMed.Exports.Families;

/// <summary>
/// Images and masks as NIfTI, a file for each region that has a mask, on the grid and with the affine of its image; a line for each sample
/// tells what they are, and the boxes of regions without a mask.
/// </summary>
internal sealed class NiftiFamily(string name, FamilyOptions options) : FolderFamily
{
    public override string Name => name;

    internal override PictureRules Pictures { get; } = WholeRecords.Rules(name, options);

    internal override IEnumerable<LeftOut> Check(ExportSample sample, ExportCounts counts)
    {
        foreach (var image in sample.Sample.Images) AffineOf(image);
        counts.Add("masks", sample.Regions.Count(region => sample.Sample.Regions[region.Region].Mask is not null));
        return [];
    }

    internal override IEnumerable<(string Name, byte[] Content)> Files(ExportSample sample, SamplePictures pictures)
    {
        foreach (var (index, image) in sample.Sample.Images.Index())
        {
            yield return ($"{sample.Key}.{index}.nii.gz", image.Depth > 1 ? pictures.Stored(index) : Flat(image, pictures.Stored(index)));
        }

        foreach (var region in sample.Regions)
        {
            var stored = sample.Sample.Regions[region.Region];
            if (stored.Mask is null) continue;
            using var stream = new MemoryStream();
            NiftiWriter.Write(stream, stored.Mask.Decode(), AffineOf(sample.Sample.Images[stored.Image]));
            yield return (MaskName(sample, region), stream.ToArray());
        }
    }

    internal override byte[] Line(ExportSample sample, string folder)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, ExportJson.Writer))
        {
            json.WriteStartObject();
            json.WriteString("id", sample.Key);
            json.WriteString("split", sample.Sample.Split);
            RecordJson.Array(json, "images", sample.Sample.Images.Index(), (json, image) => json.WriteStringValue($"{folder}{sample.Key}.{image.Index}.nii.gz"));
            RecordJson.Array(json, "regions", sample.Regions, (json, region) => Region(json, sample, region, folder));
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>A radiograph without an affine stands as one looks at it: columns to the patient's left, rows to the feet.</summary>
    /// <exception cref="ExportException"><c>no-affine</c>: a volume has none that can be used.</exception>
    internal static Affine AffineOf(SampleImage image)
    {
        if (image.Affine is { IsInvertible: true } affine) return affine;
        if (image.Depth > 1) throw new ExportException("no-affine", $"{image.Member} is a volume without a usable affine: its masks would lie nowhere.");
        var (dx, dy) = image.SpacingMm is [> 0 and var x, > 0 and var y, ..] ? (x, y) : (1, 1);
        return new(-dx, 0, 0, 0, 0, 0, 1, 0, 0, -dy, 0, 0);
    }

    private static string MaskName(ExportSample sample, ExportRegion region) => $"{sample.Key}.{sample.Sample.Regions[region.Region].Image}.region-{region.Region}.nii.gz";

    private static void Region(Utf8JsonWriter json, ExportSample sample, ExportRegion region, string folder)
    {
        var stored = sample.Sample.Regions[region.Region];
        json.WriteStartObject();
        json.WriteNumber("image", stored.Image);
        json.WriteString("label", stored.Label);
        json.WriteString("grade", stored.Grade.ToString());
        json.WriteNumber("score", stored.Score);
        json.WriteString("mask", stored.Mask is null ? null : folder + MaskName(sample, region));
        RecordJson.Numbers(json, "box", RecordJson.BoxOf(region.Box, sample.Sample.Images[stored.Image].Depth == 1));
        RecordJson.Array(json, "phrases", region.Phrases, static (json, phrase) => json.WriteStringValue(phrase.Text));
        json.WriteEndObject();
    }

    private static byte[] Flat(SampleImage image, byte[] png)
    {
        using var content = new MemoryStream(png, writable: false);
        var picture = PngCodec.ReadGray(content);
        using var stream = new MemoryStream();
        NiftiWriter.Write(stream, picture.Pixels, picture.Width, picture.Height, 1, AffineOf(image));
        return stream.ToArray();
    }
}
