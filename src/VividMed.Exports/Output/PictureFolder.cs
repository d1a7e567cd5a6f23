using System.Text;
using VividMed.Storage.Streams;

namespace VividMed.Exports.Output;

/// <summary>The pictures of a group, a file each, in a folder that gets its name when all are there.</summary>
internal sealed class PictureFolder : IDisposable
{
    private readonly string _name;
    private readonly string _path;
    private readonly StringBuilder _digests = new();
    private long _bytes;
    private int _count;

    /// <param name="name">With '/' at its end.</param>
    public PictureFolder(ExportFolder folder, string name)
    {
        (_name, _path) = (name, folder.PathOf(name.TrimEnd('/')));
        if (Directory.Exists(_path + ExportFolder.Unfinished)) Directory.Delete(_path + ExportFolder.Unfinished, recursive: true);
        Directory.CreateDirectory(_path + ExportFolder.Unfinished);
    }

    /// <summary>A file within the folder, whose name may hold '/'.</summary>
    public async Task AddAsync(PictureFile file, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_path + ExportFolder.Unfinished, file.Name.Replace('/', Path.DirectorySeparatorChar));
        if (file.Name.Contains('/', StringComparison.Ordinal)) Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Shared with whoever asks: the lock that keeps others out costs two calls of the system for every picture.
        using (var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite)) await RandomAccess.WriteAsync(handle, file.Content, 0, cancellationToken);
        _digests.Append(file.Name).Append(' ').Append(file.Sha256).Append('\n');
        _bytes += file.Content.Length;
        _count++;
    }

    public ExportFile Commit()
    {
        if (Directory.Exists(_path)) Directory.Delete(_path, recursive: true);
        Directory.Move(_path + ExportFolder.Unfinished, _path);
        return new ExportFile(_name, Sha256.Of(Encoding.UTF8.GetBytes(_digests.ToString())), _bytes, _count);
    }

    public void Dispose()
    {
        if (Directory.Exists(_path + ExportFolder.Unfinished)) Directory.Delete(_path + ExportFolder.Unfinished, recursive: true);
    }
}
