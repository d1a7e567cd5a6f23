using VividMed.Storage.Stores;

namespace VividMed.Shards.Collection;

/// <summary>
/// The time by the clock that dates a store's blobs, which is another one than this machine's: read from a small blob that is written for it.
/// </summary>
internal static class StoreClock
{
    /// <summary>Holds nothing but such blobs.</summary>
    public const string Folder = "clock/";

    public static async Task<DateTimeOffset> NowAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        var name = $"{Folder}{Guid.NewGuid():N}";
        await store.WriteAsync(name, "now"u8.ToArray(), ifMatch: null, cancellationToken);
        try
        {
            var entry = await store.ListEntriesAsync(name, cancellationToken).FirstOrDefaultAsync(cancellationToken);
            return entry?.Written ?? throw new ShardException(
                "no-store-clock", $"{store.DisplayName} does not list what was just written to it, so nothing tells what is old: nothing was deleted");
        }
        finally
        {
            await store.DeleteAsync(name, CancellationToken.None);
        }
    }
}
