using VividMed.Exports.Output;
using VividMed.Exports.Planning;

namespace VividMed.Exports.Families;

/// <summary>A file of lines and the folder of the pictures that they name, by paths relative to the export's folder.</summary>
internal sealed class ConversationGroup : GroupWriter
{
    private readonly ConversationFamily _family;
    private readonly string _pictureFolder;
    private readonly AtomicFile _lines;
    private readonly PictureFolder _pictures;
    private long _count;

    public ConversationGroup(ConversationFamily family, ExportFolder folder, string group)
    {
        (_family, _pictureFolder) = (family, $"pictures/{group}/");
        _lines = folder.Create(group + (family.Format.IsArray ? ".json" : ".jsonl"));
        _pictures = new PictureFolder(folder, _pictureFolder);
    }

    public override Func<CancellationToken, Task> Prepare(ExportSample sample, long ordinal, SamplePictures pictures)
    {
        var (lines, used) = (new List<byte[]>(), new HashSet<ExportPicture>());
        foreach (var line in _family.LinesOf(sample))
        {
            var names = line.Pictures.Select(picture => $"{_pictureFolder}{picture.Name}.png").ToList();
            lines.Add(_family.Format.Render(line, names, _family.Coordinates));
            used.UnionWith(line.Pictures);
        }

        var files = sample.Pictures.Where(used.Contains).Select(picture => PictureFile.Of(picture.Name + ".png", pictures.Png(picture))).ToList();
        return async cancellationToken =>
        {
            foreach (var line in lines) await WriteAsync(line, cancellationToken);
            foreach (var file in files) await _pictures.AddAsync(file, cancellationToken);
        };
    }

    public override async Task<IReadOnlyList<ExportFile>> FinishAsync(CancellationToken cancellationToken)
    {
        var end = _family.Format.IsArray ? _count > 0 ? "\n]\n" : "[]\n" : "";
        await _lines.Content.WriteAsync(System.Text.Encoding.UTF8.GetBytes(end), cancellationToken);
        var made = _pictures.Commit();
        return [await _lines.CommitAsync(cancellationToken, _count), made];
    }

    public override async ValueTask DisposeAsync()
    {
        await _lines.DisposeAsync();
        _pictures.Dispose();
    }

    private async Task WriteAsync(byte[] line, CancellationToken cancellationToken)
    {
        var before = _family.Format.IsArray ? _count > 0 ? ",\n"u8.ToArray() : "[\n"u8.ToArray() : [];
        await _lines.Content.WriteAsync(before, cancellationToken);
        await _lines.Content.WriteAsync(line, cancellationToken);
        if (!_family.Format.IsArray) await _lines.Content.WriteAsync("\n"u8.ToArray(), cancellationToken);
        _count++;
    }
}
