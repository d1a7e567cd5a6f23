using System.Collections.Concurrent;
using VividMed.Datasets.Files;

namespace VividMed.Datasets.Tests.Series;

/// <summary>Counts how often each file is opened.</summary>
internal sealed class CountedFiles(IDatasetFiles files) : IDatasetFiles
{
    public ConcurrentDictionary<string, int> Opened { get; } = new(StringComparer.Ordinal);

    public string DisplayName => files.DisplayName;

    public IAsyncEnumerable<DatasetFile> ListAsync(string prefix, CancellationToken cancellationToken = default) => files.ListAsync(prefix, cancellationToken);

    public DatasetFile? Find(string path) => files.Find(path);

    public Stream? OpenRead(string path, long offset = 0, long? length = null)
    {
        Opened.AddOrUpdate(path, 1, static (_, count) => count + 1);
        return files.OpenRead(path, offset, length);
    }

    public Task<Stream?> OpenReadAsync(string path, long offset = 0, long? length = null, CancellationToken cancellationToken = default)
    {
        Opened.AddOrUpdate(path, 1, static (_, count) => count + 1);
        return files.OpenReadAsync(path, offset, length, cancellationToken);
    }
}
