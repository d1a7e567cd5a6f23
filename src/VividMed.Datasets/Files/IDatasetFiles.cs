namespace VividMed.Datasets;

/// <summary>
/// The files of a dataset, wherever they lie: a folder or a container. Read only. Paths are relative to the root, use '/', and have
/// passed <see cref="DatasetPath.Check"/>.
/// </summary>
public interface IDatasetFiles
{
    /// <summary>What the place is called in messages; never a secret.</summary>
    string DisplayName { get; }

    /// <summary>Every file whose path begins with the prefix (which may end within a name), in no particular order. Names that begin with a dot are passed over.</summary>
    IAsyncEnumerable<DatasetFile> ListAsync(string prefix, CancellationToken cancellation = default);

    /// <summary>The length of a file in bytes, or null when there is none.</summary>
    long? LengthOf(string path);

    /// <summary>Opens a file from an offset on (length null: to the end), or null when there is none. Image decoders read synchronously.</summary>
    Stream? OpenRead(string path, long offset = 0, long? length = null);

    /// <summary>As <see cref="OpenRead"/>, without holding a thread while the place answers.</summary>
    Task<Stream?> OpenReadAsync(string path, long offset = 0, long? length = null, CancellationToken cancellation = default);
}
