using VividMed.Storage.Streams;

namespace VividMed.Exports.Output;

/// <summary>A file that has its name only once it is whole; until then nobody takes it for one.</summary>
internal sealed class AtomicFile : IAsyncDisposable
{
    private const int BufferSize = 1 << 18;

    private readonly string _name;
    private readonly string _path;
    private readonly FileStream _file;
    private readonly DigestStream _digest;
    private bool _committed;

    public AtomicFile(string name, string path)
    {
        (_name, _path) = (name, path);
        _file = new FileStream(path + ExportFolder.Unfinished, FileMode.Create, FileAccess.Write, FileShare.Read, BufferSize, useAsync: false);
        _digest = new DigestStream(_file);
    }

    /// <summary>Forward only.</summary>
    public Stream Content => _digest;

    /// <summary>Gives the whole file its name, in place of one that has it already.</summary>
    /// <param name="records">How many lines, rows or samples it has.</param>
    public async Task<ExportFile> CommitAsync(CancellationToken cancellationToken, long? records = null)
    {
        await _file.FlushAsync(cancellationToken);
        var made = new ExportFile(_name, _digest.Sha256, _digest.Position, Records: records);
        await _file.DisposeAsync();
        File.Move(_path + ExportFolder.Unfinished, _path, overwrite: true);
        _committed = true;
        return made;
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        await _digest.DisposeAsync();
        if (!_committed) File.Delete(_path + ExportFolder.Unfinished);
    }
}
