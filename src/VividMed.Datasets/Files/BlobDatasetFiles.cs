using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using VividMed.Storage.Stores;

namespace VividMed.Datasets.Files;

/// <summary>A dataset in an Azure Storage container, or below a prefix of one. Read only; listings come in pages of 5,000 blobs.</summary>
public sealed class BlobDatasetFiles : IDatasetFiles
{
    private readonly BlobContainerClient _container;
    private readonly string _prefix;

    /// <summary>Paths begin behind the place's prefix. Nothing is contacted yet.</summary>
    public BlobDatasetFiles(BlobPlace place)
    {
        (_container, _prefix) = (place.Container, place.Prefix);
        DisplayName = new UriBuilder(_container.Uri) { Query = "" }.Uri + (_prefix.Length == 0 ? "" : "/" + _prefix.TrimEnd('/'));
    }

    /// <summary>The container's address and the prefix, without the query, which may hold a signature.</summary>
    public string DisplayName { get; }

    /// <summary>Page by page as the service lists them.</summary>
    /// <exception cref="StorageException">The service refuses, or there is no such container.</exception>
    /// <exception cref="StoreUnavailableException">The service does not answer.</exception>
    public async IAsyncEnumerable<DatasetFile> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var blobs = _container.GetBlobsAsync(new GetBlobsOptions { Prefix = _prefix + prefix }, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(blobs))
        {
            var blob = blobs.Current;
            var path = blob.Name[_prefix.Length..];
            if (path.Length > 0 && path[0] != '.' && !path.Contains("/.", StringComparison.Ordinal))
            {
                yield return new DatasetFile(path, blob.Properties.ContentLength ?? 0, StampOf(blob.Properties.ETag));
            }
        }
    }

    /// <summary>Asks the service, which takes a round trip for each file: for many files list them.</summary>
    /// <exception cref="StorageException">The service refuses, or there is no such container.</exception>
    /// <exception cref="StoreUnavailableException">The service does not answer.</exception>
    public DatasetFile? Find(string path)
    {
        try
        {
            var properties = Blob(path).GetProperties().Value;
            return new DatasetFile(path, properties.ContentLength, StampOf(properties.ETag));
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return MissingContainer(failure) is { } missing ? throw missing : null;
        }
    }

    /// <summary>Comes over the network as it is read; an offset behind the end gives an empty stream.</summary>
    /// <exception cref="StorageException">The service refuses, or there is no such container.</exception>
    /// <exception cref="StoreUnavailableException">The service does not answer.</exception>
    public Stream? OpenRead(string path, long offset = 0, long? length = null)
    {
        if (length == 0) return Blob(path).Exists() ? Stream.Null : null; // HTTP has no empty range
        try
        {
            return Blob(path).DownloadStreaming(Range(offset, length)).Value.Content;
        }
        catch (RequestFailedException failure) when (failure.Status is 404 or 416)
        {
            return MissingContainer(failure) is { } missing ? throw missing : failure.Status == 404 ? null : Stream.Null;
        }
    }

    /// <summary>As <see cref="OpenRead"/>, without holding a thread until the first byte.</summary>
    /// <exception cref="StorageException">The service refuses, or there is no such container.</exception>
    /// <exception cref="StoreUnavailableException">The service does not answer.</exception>
    public async Task<Stream?> OpenReadAsync(
        string path, long offset = 0, long? length = null, CancellationToken cancellationToken = default)
    {
        if (length == 0) return await Blob(path).ExistsAsync(cancellationToken) ? Stream.Null : null;
        try
        {
            return (await Blob(path).DownloadStreamingAsync(Range(offset, length), cancellationToken)).Value.Content;
        }
        catch (RequestFailedException failure) when (failure.Status is 404 or 416)
        {
            return MissingContainer(failure) is { } missing ? throw missing : failure.Status == 404 ? null : Stream.Null;
        }
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<BlobItem> blobs)
    {
        try
        {
            return await blobs.MoveNextAsync();
        }
        catch (RequestFailedException failure) when (MissingContainer(failure) is not null)
        {
            throw MissingContainer(failure)!;
        }
    }

    /// <summary>A dataset without its container is no dataset without files.</summary>
    private StorageException? MissingContainer(RequestFailedException failure) => failure.ErrorCode != "ContainerNotFound" ? null : new(
        "missing-container", $"{DisplayName}: the account has no container of that name; --root takes the dataset's container, and its folder there");

    /// <summary>A listing gives the ETag without quotes and a single answer with them.</summary>
    private static string StampOf(ETag? etag) => etag?.ToString().Trim('"') ?? "";

    private static BlobDownloadOptions Range(long offset, long? length) =>
        new() { Range = offset == 0 && length is null ? default : new HttpRange(offset, length) };

    private BlobClient Blob(string path) => _container.GetBlobClient(_prefix + DatasetPath.Check(path));
}
