using System.Text.Json;
using VividMed.Exports.Output;
using VividMed.Exports.Planning;
using VividMed.Imaging.Masks;

namespace VividMed.Exports.Families;

/// <summary>One COCO file with the folder of its pictures. Annotations wait in memory: they stand behind all images.</summary>
internal sealed class CocoGroup : GroupWriter
{
    private const int PicturesPerSample = 1000;
    private const int RegionsPerPicture = 10_000;

    private readonly CocoFamily _family;
    private readonly string _pictureFolder;
    private readonly AtomicFile _file;
    private readonly PictureFolder _pictures;
    private readonly MemoryStream _annotations = new();
    private long _count;

    public CocoGroup(CocoFamily family, ExportFolder folder, string group)
    {
        (_family, _pictureFolder) = (family, $"pictures/{group}/");
        _file = folder.Create(group + ".json");
        _pictures = new PictureFolder(folder, _pictureFolder);
    }

    public override Func<CancellationToken, Task> Prepare(ExportSample sample, long ordinal, SamplePictures pictures)
    {
        var masks = new Dictionary<int, Mask>();
        var (images, annotations, files) = (new List<byte[]>(), new List<byte[]>(), new List<PictureFile>());
        foreach (var (index, picture) in sample.Pictures.Index())
        {
            // Numbers follow from the sample's place in the export, so that they are unique over all of its files.
            var image = (ordinal * PicturesPerSample) + index + 1;
            images.Add(ImageOf(image, picture, sample));
            foreach (var region in sample.Regions.Where(region => region.Picture == index))
            {
                annotations.Add(AnnotationOf((image * RegionsPerPicture) + region.Region, image, region, picture, sample, masks));
            }

            files.Add(PictureFile.Of(picture.Name + ".png", pictures.Png(picture)));
        }

        return async cancellationToken =>
        {
            foreach (var image in images) await WriteAsync(_count++ == 0 ? "{\"images\":[\n" : ",\n", image, cancellationToken);
            foreach (var annotation in annotations)
            {
                if (_annotations.Length > 0) _annotations.Write(",\n"u8);
                _annotations.Write(annotation);
            }

            foreach (var file in files) await _pictures.AddAsync(file, cancellationToken);
        };
    }

    public override async Task<IReadOnlyList<ExportFile>> FinishAsync(CancellationToken cancellationToken)
    {
        await WriteAsync("\n],\"annotations\":[\n", _annotations.ToArray(), cancellationToken);
        await WriteAsync("\n],\"categories\":", _family.CategoriesJson(), cancellationToken);
        await WriteAsync("}\n", [], cancellationToken);
        var pictures = _pictures.Commit();
        return [await _file.CommitAsync(cancellationToken, _count), pictures];
    }

    public override async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        _pictures.Dispose();
        await _annotations.DisposeAsync();
    }

    private byte[] ImageOf(long id, ExportPicture picture, ExportSample sample) => JsonSerializer.SerializeToUtf8Bytes(
        new { Id = id, file_name = $"{_pictureFolder}{picture.Name}.png", picture.Size.Width, picture.Size.Height, sample.Key, picture.Slice }, ExportJson.Line);

    private byte[] AnnotationOf(long id, long image, ExportRegion region, ExportPicture picture, ExportSample sample, Dictionary<int, Mask> masks)
    {
        var stored = sample.Sample.Regions[region.Region];
        var corners = _family.Coordinates.Write(region.Box, picture.Size);
        double[] box = [corners[0], corners[1], Math.Round(corners[2] - corners[0], 3), Math.Round(corners[3] - corners[1], 3)];
        var mask = MaskOf(stored.Mask, region, picture, sample, masks);
        var category = _family.Categories[stored.Label];
        var grade = stored.Grade.ToString();
        return mask is null
            ? JsonSerializer.SerializeToUtf8Bytes(
                new { Id = id, image_id = image, category_id = category, Bbox = box, Area = Math.Round(box[2] * box[3], 3), Iscrowd = 0, stored.Score, grade }, ExportJson.Line)
            : JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    Id = id,
                    image_id = image,
                    category_id = category,
                    Bbox = box,
                    Area = (double)mask.Count(),
                    Iscrowd = 0,
                    stored.Score,
                    grade,
                    Segmentation = new { Size = (int[])[mask.Height, mask.Width], Counts = CocoRunLengths.Write(mask.Counts) },
                },
                ExportJson.Line);
    }

    private RunLengthMask? MaskOf(RunLengthMask? stored, ExportRegion region, ExportPicture picture, ExportSample sample, Dictionary<int, Mask> masks)
    {
        if (stored is null || picture.Slice is not { } slice) return stored;
        if (!masks.TryGetValue(region.Region, out var mask)) masks[region.Region] = mask = stored.Decode();
        return SlicePlane.Of(sample.Sample.Images[picture.Image], _family.Pictures.Plane).Cut(mask, slice);
    }

    private async Task WriteAsync(string before, byte[] value, CancellationToken cancellationToken)
    {
        await _file.Content.WriteAsync(System.Text.Encoding.UTF8.GetBytes(before), cancellationToken);
        await _file.Content.WriteAsync(value, cancellationToken);
    }
}
