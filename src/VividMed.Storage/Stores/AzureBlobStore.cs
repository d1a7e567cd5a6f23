using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace VividMed.Storage.Stores;

/// <summary>
/// Blobs of an Azure Storage container, optionally below a prefix. The container is made at the first write when it is missing.
/// </summary>
public sealed class AzureBlobStore : IBlobStore
{
    private const int BlockSize = 8 * 1024 * 1024;

    private readonly BlobContainerClient _container;
    private readonly string _prefix;
    private volatile bool _containerKnown;

    /// <param name="container">A client that can read and write the container.</param>
    /// <param name="prefix">Where the store's names begin in the container; empty or ending in '/'.</param>
    public AzureBlobStore(BlobContainerClient container, string prefix = "")
    {
        _container = container;
        _prefix = prefix.Length == 0 || prefix.EndsWith('/') ? prefix : prefix + '/';
        DisplayName = new UriBuilder(container.Uri) { Query = "" }.Uri + (_prefix.Length == 0 ? "" : "/" + _prefix.TrimEnd('/'));
    }

    /// <summary>The container's address and the prefix, without the query, which may hold a signature.</summary>
    public string DisplayName { get; }

    /// <summary>Below 8 MiB in one request, else as blocks of that size that become the blob with one commit.</summary>
    /// <exception cref="StorageException">The service refuses.</exception>
    /// <exception cref="StoreUnavailableException">The service does not answer.</exception>
    public async Task<bool> TryCreateAsync(string name, Stream content, CancellationToken cancellationToken = default) =>
        await UploadAsync(name, content, new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellationToken) is not null;

    /// <summary>Uploads as <see cref="TryCreateAsync"/> does; null also where a blob that should have the ETag has gone.</summary>
    /// <exception cref="StorageException">The service refuses.</exception>
    /// <exception cref="StoreUnavailableException">The service does not answer.</exception>
    public Task<string?> WriteAsync(string name, Stream content, string? ifMatch = null, CancellationToken cancellationToken = default) =>
        UploadAsync(
            name, content, ifMatch is null ? new BlobRequestConditions() : new BlobRequestConditions { IfMatch = new ETag(ifMatch) },
            cancellationToken);

    /// <summary>In a temporary file of this machine, uploaded as <see cref="TryCreateAsync"/> does once it has its name.</summary>
    public Task<IStagedBlob> StageAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult<IStagedBlob>(new AzureStagedBlob(TryCreateAsync));

    /// <summary>Comes over the network as it is read; an offset behind the end gives an empty stream.</summary>
    /// <exception cref="StorageException">The service refuses.</exception>
    /// <exception cref="StoreUnavailableException">The service does not answer.</exception>
    public async Task<Stream?> OpenReadAsync(
        string name, long offset = 0, long? length = null, CancellationToken cancellationToken = default)
    {
        if (length == 0) return await GetPropertiesAsync(name, cancellationToken) is null ? null : Stream.Null;
        try
        {
            var range = offset == 0 && length is null ? default : new HttpRange(offset, length);
            var answer = await Client(name).DownloadStreamingAsync(new BlobDownloadOptions { Range = range }, cancellationToken);
            return answer.Value.Content;
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return null;
        }
        catch (RequestFailedException failure) when (failure.Status == 416)
        {
            return Stream.Null;
        }
    }

    /// <summary>Null also where the container is missing.</summary>
    /// <exception cref="StorageException">The service refuses.</exception>
    /// <exception cref="StoreUnavailableException">The service does not answer.</exception>
    public async Task<BlobProperties?> GetPropertiesAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            var answer = await Client(name).GetPropertiesAsync(cancellationToken: cancellationToken);
            return new BlobProperties(answer.Value.ContentLength, answer.Value.ETag.ToString());
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Page by page as it is read; a container that is missing has no names.</summary>
    /// <exception cref="StorageException">The service refuses.</exception>
    /// <exception cref="StoreUnavailableException">The service does not answer.</exception>
    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var entry in ListEntriesAsync(prefix, cancellationToken)) yield return entry.Name;
    }

    /// <summary>Costs no more than <see cref="ListAsync"/>: the service sends length and time along.</summary>
    /// <exception cref="StorageException">The service refuses.</exception>
    /// <exception cref="StoreUnavailableException">The service does not answer.</exception>
    public async IAsyncEnumerable<BlobEntry> ListEntriesAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var options = new GetBlobsOptions { Prefix = _prefix + BlobName.CheckPrefix(prefix) };
        await using var blobs = _container.GetBlobsAsync(options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(blobs))
        {
            var (name, properties) = (blobs.Current.Name[_prefix.Length..], blobs.Current.Properties);
            yield return new BlobEntry(name, properties.ContentLength ?? 0, properties.LastModified ?? default);
        }
    }

    /// <summary>False also where the container is missing.</summary>
    /// <exception cref="StorageException">The service refuses.</exception>
    /// <exception cref="StoreUnavailableException">The service does not answer.</exception>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Client(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return false;
        }
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<BlobItem> blobs)
    {
        try
        {
            return await blobs.MoveNextAsync();
        }
        catch (RequestFailedException failure) when (failure.Status == 404)
        {
            return false; // no container yet: nothing in it
        }
    }

    /// <summary>The new ETag, or null when the condition failed.</summary>
    private async Task<string?> UploadAsync(
        string name, Stream content, BlobRequestConditions conditions, CancellationToken cancellationToken)
    {
        var blob = Client(name);
        await EnsureContainerAsync(cancellationToken);
        var first = new byte[BlockSize];
        var count = await content.ReadAtLeastAsync(first, BlockSize, throwOnEndOfStream: false, cancellationToken);
        if (count < BlockSize)
        {
            using var whole = new MemoryStream(first, 0, count);
            var options = new BlobUploadOptions { Conditions = conditions };
            var etag = await ConditionalAsync(
                async () => (await blob.UploadAsync(whole, options, cancellationToken)).Value.ETag, conditions);

            // The emulator takes the uncommitted blocks of a broken upload for a blob; a commit of our own blocks goes past them.
            var brokenUpload = etag is null
                && conditions.IfNoneMatch == ETag.All
                && await GetPropertiesAsync(name, cancellationToken) is null;
            if (!brokenUpload) return etag;
        }

        var blocks = await StageBlocksAsync(blob, first, count, content, cancellationToken);
        var commit = new CommitBlockListOptions { Conditions = conditions };
        return await ConditionalAsync(
            async () => (await blob.CommitBlockListAsync(blocks, commit, cancellationToken)).Value.ETag, conditions);
    }

    /// <summary>
    /// Long content goes up as blocks whose ids are this upload's own: the SDK's ids are the same for every uploader, so racing
    /// writers could commit each other's blocks.
    /// </summary>
    private static async Task<List<string>> StageBlocksAsync(
        BlockBlobClient blob, byte[] buffer, int count, Stream content, CancellationToken cancellationToken)
    {
        var upload = Guid.NewGuid().ToString("N");
        var blocks = new List<string>();
        for (; count > 0; count = await content.ReadAtLeastAsync(buffer, BlockSize, throwOnEndOfStream: false, cancellationToken))
        {
            var id = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{upload}-{blocks.Count:D6}"));
            using var block = new MemoryStream(buffer, 0, count);
            await blob.StageBlockAsync(id, block, cancellationToken: cancellationToken);
            blocks.Add(id);
        }

        return blocks;
    }

    private static async Task<string?> ConditionalAsync(Func<Task<ETag>> write, BlobRequestConditions conditions)
    {
        try
        {
            return (await write()).ToString();
        }
        catch (RequestFailedException failure) when (failure.Status is 409 or 412 || (failure.Status == 404 && conditions.IfMatch is not null))
        {
            return null;
        }
    }

    private async Task EnsureContainerAsync(CancellationToken cancellationToken)
    {
        if (_containerKnown) return;
        try
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (StorageException refused) when (refused.Code == "access-refused")
        {
            // Rights on the container alone do not include making it; the upload itself will tell when it is missing.
        }

        _containerKnown = true;
    }

    private BlockBlobClient Client(string name) => _container.GetBlockBlobClient(_prefix + BlobName.Check(name));
}
