using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace VividMed.DurableTask;

/// <summary>Payloads in a container of an Azure storage account.</summary>
internal static class BlobPayloads
{
    /// <exception cref="InvalidOperationException">The options name no storage account.</exception>
    public static PayloadStore Open(LargePayloadStorageOptions options) => In(options switch
    {
        { ConnectionString: { Length: > 0 } connection } => new(connection, options.ContainerName),
        { AccountUri: { } account, Credential: { } credential } => new(new Uri($"{account.AbsoluteUri.TrimEnd('/')}/{options.ContainerName}"), credential),
        _ => throw new InvalidOperationException(
            "Large payloads have no place to go: set ConnectionString, or AccountUri and Credential, of a storage account, or register a PayloadStore."),
    }, options.MaxPayloadBytes);

    private static ContentAddressedPayloadStore In(BlobContainerClient container, int maxPayloadBytes)
    {
        return new(container.Uri, WriteAsync, ReadAsync, maxPayloadBytes);

        async Task WriteAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
        {
            try
            {
                await PutAsync(name, bytes, cancellation);
            }
            catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
            {
                await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
                await PutAsync(name, bytes, cancellation);
            }
        }

        async Task PutAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
        {
            BlobUploadOptions once = new() { Conditions = new() { IfNoneMatch = ETag.All } };
            try
            {
                await container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), once, cancellation);
            }
            catch (RequestFailedException taken) when (taken.ErrorCode == BlobErrorCode.BlobAlreadyExists)
            {
                // Equal names have equal content.
            }
        }

        async Task<Stream> ReadAsync(string name, CancellationToken cancellation) =>
            (await container.GetBlobClient(name).DownloadStreamingAsync(cancellationToken: cancellation)).Value.Content;
    }
}
