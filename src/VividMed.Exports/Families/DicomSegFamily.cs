using System.Text.Json;
using VividMed.Exports.Output;
using VividMed.Exports.Planning;
using VividMed.Exports.Texts;
using VividMed.Imaging.Dicom.Segmentations;
using VividMed.Imaging.Dicom.Series;
using VividMed.Imaging.Geometry;
using VividMed.Taxonomy;

namespace VividMed.Exports.Families;

/// <summary>
/// DICOM segmentations of CT volumes, and the CT series that they lie on: made of the version's own volume, since a record does not keep
/// which series of a hospital it came from. Samples without a mask in a volume are left out.
/// </summary>
internal sealed class DicomSegFamily(string name, FamilyOptions options) : FolderFamily
{
    private const double Perpendicular = 1e-4;
    private const int LongestText = 64;

    public override string Name => name;

    public override int SamplesPerFile => 100;

    internal override PictureRules Pictures { get; } = WholeRecords.Rules(name, options);

    internal override IEnumerable<LeftOut> Check(ExportSample sample, ExportCounts counts)
    {
        foreach (var image in Segmented(sample))
        {
            var affine = NiftiFamily.AffineOf(sample.Sample.Images[image]);
            if (!IsPerpendicular(affine)) throw new ExportException("gantry-tilt", $"{sample.Sample.Images[image].Member} has axes that are not perpendicular: no DICOM series has such slices.");
        }

        var segments = Segmented(sample).Sum(image => RegionsOf(sample, image).Count());
        counts.Add("segments", segments);
        var without = sample.Regions.Count - segments;
        if (without > 0) yield return new(sample.Key, sample.Sample.Id, "no-mask-in-a-volume", $"{without} regions are boxes, or lie in radiographs: a segmentation has none of them");
    }

    internal override IEnumerable<(string Name, byte[] Content)> Files(ExportSample sample, SamplePictures pictures)
    {
        foreach (var image in Segmented(sample))
        {
            var volume = pictures.VolumeOf(image);
            var affine = NiftiFamily.AffineOf(sample.Sample.Images[image]);
            var folder = $"{sample.Key}.{image}/";
            for (var slice = 0; slice < volume.Depth; slice++) yield return ($"{folder}ct-{slice:D4}.dcm", SliceOf(sample, image, volume, affine, slice));
            using var stream = new MemoryStream();
            var series = DicomSliceWriter.ReferenceTo(StudyOf(sample), SeriesOf(image), Enumerable.Range(1, volume.Depth));
            DicomSegmentationWriter.Write(
                stream, series, new VolumeGrid(volume.Width, volume.Height, volume.Depth, affine), [.. RegionsOf(sample, image).Select(region => SegmentOf(sample, region))],
                $"{sample.Key}/{image}");
            yield return ($"{folder}seg.dcm", stream.ToArray());
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
            RecordJson.Array(json, "segmentations", Segmented(sample), (json, image) => Segmentation(json, sample, image, folder));
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Segmentation(Utf8JsonWriter json, ExportSample sample, int image, string folder)
    {
        json.WriteStartObject();
        json.WriteString("seg", $"{folder}{sample.Key}.{image}/seg.dcm");
        json.WriteString("series", $"{folder}{sample.Key}.{image}/");
        json.WriteString("references", "the series beside it, made of the version's volume");
        RecordJson.Array(json, "segments", RegionsOf(sample, image), (json, region) =>
        {
            var code = SegmentCodes.Of(sample.Sample.Regions[region.Region].Label);
            json.WriteStartObject();
            json.WriteString("label", sample.Sample.Regions[region.Region].Label);
            json.WriteString("code", $"{code.Value} {code.Scheme}");
            json.WriteString("grade", sample.Sample.Regions[region.Region].Grade.ToString());
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static IEnumerable<int> Segmented(ExportSample sample) =>
        Enumerable.Range(0, sample.Sample.Images.Count).Where(image => sample.Sample.Images[image].Depth > 1 && RegionsOf(sample, image).Any());

    private static IEnumerable<ExportRegion> RegionsOf(ExportSample sample, int image) => sample.Sample.Images[image].Depth == 1
        ? []
        : sample.Regions.Where(region => sample.Sample.Regions[region.Region] is var stored && stored.Image == image && stored.Mask is { } mask && mask.Count() > 0);

    private static SegmentContent SegmentOf(ExportSample sample, ExportRegion region)
    {
        var stored = sample.Sample.Regions[region.Region];
        Side[] sides = [.. region.Phrases.Select(static phrase => phrase.Side).Distinct()];
        var side = sides is [var only] ? only : Side.None;
        var label = side is Side.Left or Side.Right ? $"{RecordJson.Word(side)} {stored.Label}" : stored.Label;
        return new SegmentContent
        {
            Label = Cut(label), Category = SegmentCodes.CategoryOf(stored.TargetKind), Property = SegmentCodes.Of(stored.Label), Side = SegmentCodes.SideOf(side),
            Algorithm = Cut(stored.Model.Length > 0 ? stored.Model : "unknown"), Mask = stored.Mask!,
        };
    }

    private static byte[] SliceOf(ExportSample sample, int image, Volume volume, Affine affine, int slice)
    {
        var size = volume.Width * volume.Height;
        var (x, y, z) = affine.Apply(0, 0, slice);
        var (i, j, k) = affine.Spacing;
        using var stream = new MemoryStream();
        DicomSliceWriter.Write(stream, new DicomSlice
        {
            Columns = volume.Width,
            Rows = volume.Height,
            Pixels = Array.ConvertAll(volume.Voxels.AsSpan(slice * size, size).ToArray(), static value => (short)Math.Clamp(Math.Round(value), short.MinValue, short.MaxValue)),
            Study = StudyOf(sample),
            Series = SeriesOf(image),
            Number = slice + 1,
            Position = [-x, -y, z],
            Orientation = [-affine.Xi / i, -affine.Yi / i, affine.Zi / i, -affine.Xj / j, -affine.Yj / j, affine.Zj / j],
            RowSpacing = j,
            ColumnSpacing = i,
            Thickness = k,
        });
        return stream.ToArray();
    }

    private static bool IsPerpendicular(Affine a)
    {
        var (i, j, k) = a.Spacing;
        return Math.Abs((a.Xi * a.Xj) + (a.Yi * a.Yj) + (a.Zi * a.Zj)) <= Perpendicular * i * j
            && Math.Abs((a.Xi * a.Xk) + (a.Yi * a.Yk) + (a.Zi * a.Zk)) <= Perpendicular * i * k
            && Math.Abs((a.Xj * a.Xk) + (a.Yj * a.Yk) + (a.Zj * a.Zk)) <= Perpendicular * j * k;
    }

    private static string StudyOf(ExportSample sample) => sample.Key;

    private static string SeriesOf(int image) => $"image {image}";

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
