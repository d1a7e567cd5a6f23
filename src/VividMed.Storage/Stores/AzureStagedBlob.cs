namespace VividMed.Storage.Stores;

/// <summary>Content that waits in a temporary file for the name under which it is uploaded.</summary>
/// <param name="tryCreate">Uploads the content under a name; false where the name is taken.</param>
internal sealed class AzureStagedBlob(Func<string, Stream, CancellationToken, Task<bool>> tryCreate) : IStagedBlob
{
    private const int BufferSize = 1 << 18;

    private readonly StoreFile _file = Create();
    private bool _published;

    public Stream Content => _file;

    public async Task<bool> TryPublishAsync(string name, CancellationToken cancellationToken = default)
    {
        if (_published) throw new InvalidOperationException("Staged content is published once.");
        await _file.FlushAsync(cancellationToken);
        _file.Position = 0;
        _published = await tryCreate(name, _file, cancellationToken);
        return _published;
    }

    /// <summary>The file deletes itself, also when the process is killed on a system that does so.</summary>
    public ValueTask DisposeAsync() => _file.DisposeAsync();

    /// <summary>Only the owner can read it: it may hold what is not meant for everybody on the machine.</summary>
    private static StoreFile Create()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
            BufferSize = BufferSize,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return StoreFile.Open(Path.Combine(Path.GetTempPath(), $"vividmed-{Guid.NewGuid():N}.tmp"), options, Path.GetTempPath());
    }
}
