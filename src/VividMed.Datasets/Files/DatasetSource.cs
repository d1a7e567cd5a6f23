using VividMed.Storage.Stores;

namespace VividMed.Datasets.Files;

/// <summary>Opens a dataset wherever its root is: a folder or a container's address.</summary>
public static class DatasetSource
{
    /// <summary>The dataset of that name (mimic-cxr, ct-rate, cxr-csv, ct-csv, mr-csv) below the root; its tables are not read yet.</summary>
    /// <exception cref="DatasetException">The name is unknown or the folder missing.</exception>
    /// <exception cref="StorageException">The address is neither a folder nor a container.</exception>
    public static IDataset Open(string dataset, string root, StorageCredentials? credentials = null) =>
        DatasetFactory.Open(dataset, OpenFiles(root, credentials));

    /// <exception cref="DatasetException">The folder does not exist.</exception>
    /// <exception cref="StorageException">The address is neither a folder nor a container.</exception>
    public static IDatasetFiles OpenFiles(string root, StorageCredentials? credentials = null) =>
        BlobStoreFactory.FindContainer(root, credentials) is { } place
        ? new BlobDatasetFiles(place)
        : new LocalDatasetFiles(BlobStoreFactory.FindFolder(root)!);

    /// <summary>The folder, or the part of the container, that a dataset's own lies in; null where there is none above it.</summary>
    /// <exception cref="StorageException">The address is neither a folder nor a container.</exception>
    public static IDatasetFiles? OpenAbove(string root, StorageCredentials? credentials = null)
    {
        if (BlobStoreFactory.FindContainer(root, credentials) is { } place)
        {
            var parts = place.Prefix.TrimEnd('/');
            return parts.Length == 0 ? null : new BlobDatasetFiles(place with { Prefix = parts[..(parts.LastIndexOf('/') + 1)] });
        }

        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(BlobStoreFactory.FindFolder(root)!));
        return Path.GetDirectoryName(folder) is { } above ? new LocalDatasetFiles(above) : null;
    }
}
