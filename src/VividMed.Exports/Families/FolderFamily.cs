using VividMed.Exports.Output;
using VividMed.Exports.Planning;

namespace VividMed.Exports.Families;

/// <summary>A line for each sample, and a folder of files that the lines name.</summary>
internal abstract class FolderFamily : ExportFamily
{
    public override int SamplesPerFile => 1000;

    /// <summary>A sample's line.</summary>
    /// <param name="folder">What the names of its files begin with.</param>
    internal abstract byte[] Line(ExportSample sample, string folder);

    /// <summary>A sample's files, by their names in the folder.</summary>
    internal abstract IEnumerable<(string Name, byte[] Content)> Files(ExportSample sample, SamplePictures pictures);

    internal sealed override GroupWriter Open(ExportFolder folder, string group) => new Group(this, folder, group);

    private sealed class Group : GroupWriter
    {
        private readonly FolderFamily _family;
        private readonly string _name;
        private readonly AtomicFile _lines;
        private readonly PictureFolder _files;
        private long _count;

        public Group(FolderFamily family, ExportFolder folder, string group)
        {
            (_family, _name) = (family, $"files/{group}/");
            _lines = folder.Create(group + ".jsonl");
            _files = new PictureFolder(folder, _name);
        }

        public override Func<CancellationToken, Task> Prepare(ExportSample sample, long ordinal, SamplePictures pictures)
        {
            byte[] line = [.. _family.Line(sample, _name), (byte)'\n'];
            return async cancellationToken =>
            {
                // Made one by one as they are written: of a volume there are hundreds.
                foreach (var (name, content) in _family.Files(sample, pictures)) await _files.AddAsync(PictureFile.Of(name, content), cancellationToken);
                await _lines.Content.WriteAsync(line, cancellationToken);
                _count++;
            };
        }

        public override async Task<IReadOnlyList<ExportFile>> FinishAsync(CancellationToken cancellationToken)
        {
            var files = _files.Commit();
            return [await _lines.CommitAsync(cancellationToken, _count), files];
        }

        public override async ValueTask DisposeAsync()
        {
            await _lines.DisposeAsync();
            _files.Dispose();
        }
    }
}
