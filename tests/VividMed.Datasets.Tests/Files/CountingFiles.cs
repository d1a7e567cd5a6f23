using VividMed.Datasets.Files;

namespace VividMed.Datasets.Tests.Files;

/// <summary>Counts what a dataset asks for: on a container each is a request.</summary>
internal sealed class CountingFiles(IDatasetFiles files) : IDatasetFiles
{
    private int _lists;
    private int _asked;

    public string DisplayName => files.DisplayName;

    public int Lists => _lists;

    /// <summary>How many files were asked for by themselves.</summary>
    public int Asked => _asked;

    public IAsyncEnumerable<DatasetFile> ListAsync(string prefix, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _lists);
        return files.ListAsync(prefix, cancellationToken);
    }

    public DatasetFile? Find(string path)
    {
        Interlocked.Increment(ref _asked);
        return files.Find(path);
    }

    public Stream? OpenRead(string path, long offset = 0, long? length = null) => files.OpenRead(path, offset, length);

    public Task<Stream?> OpenReadAsync(string path, long offset = 0, long? length = null, CancellationToken cancellationToken = default) => files.OpenReadAsync(path, offset, length, cancellationToken);
}
