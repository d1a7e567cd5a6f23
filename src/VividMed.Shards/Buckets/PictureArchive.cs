using VividMed.Shards.Archives;
using VividMed.Storage.Stores;
using VividMed.Storage.Streams;

namespace VividMed.Shards.Buckets;

/// <summary>
/// Archives of pictures alone, <c>images/{split}/{key}.tar</c>, named by what they show: a later version whose lexicon has changed finds
/// them again. Beside each lies its <see cref="ShardFile"/>, created after it, so that its digest need not be read anew.
/// </summary>
public static class PictureArchive
{
    /// <summary>What all archives of pictures and their side files lie below.</summary>
    internal const string Folder = "images/";

    /// <summary>64 lower-case hex digits.</summary>
    /// <param name="rendering">How images become pictures.</param>
    /// <param name="contents">The order leaves no trace.</param>
    public static string KeyOf(string rendering, IEnumerable<PictureContent> contents)
    {
        using var digest = new KeyDigest("pictures 1");
        digest.Add(rendering);
        foreach (var (sample, images) in contents.OrderBy(static content => content.Sample, SampleKey.Order))
        {
            digest.Add(sample).Add(images.Count);
            foreach (var image in images) digest.Add(image);
        }

        return digest.ToString();
    }

    /// <summary>An archive's name in the store.</summary>
    public static string NameOf(string split, string key) => $"{Folder}{split}/{key}.tar";

    /// <summary>
    /// The archive, or null unless it is there with its length. One whose side file is missing or damaged is read, and gets its side file
    /// if it is whole.
    /// </summary>
    public static async Task<ShardFile?> FindAsync(IBlobStore store, string split, string key, CancellationToken cancellationToken = default)
    {
        var (name, side) = (NameOf(split, key), SideOf(split, key));
        if (await store.GetPropertiesAsync(name, cancellationToken) is not { } there) return null;
        if (TryParse(await store.ReadAllAsync(side, cancellationToken: cancellationToken)) is { } known && known.Name == name)
        {
            return known.Bytes == there.Length ? known : null;
        }

        if (await TryDigestAsync(store, name, cancellationToken) is not { } read) return null;
        await store.WriteAsync(side, CanonicalJson.Write(read), ifMatch: null, cancellationToken);
        return read;
    }

    /// <summary>Gives a staged archive its name, or adopts the whole one that has it.</summary>
    internal static async Task<ShardFile> PublishAsync(
        IBlobStore store, IStagedBlob staged, string split, string key, ShardFile made, CancellationToken cancellationToken)
    {
        while (!await staged.TryPublishAsync(made.Name, cancellationToken))
        {
            if (await FindAsync(store, split, key, cancellationToken) is { } standing) return standing;
            await store.DeleteAsync(SideOf(split, key), cancellationToken);
            await store.DeleteAsync(made.Name, cancellationToken);
        }

        await store.WriteAsync(SideOf(split, key), CanonicalJson.Write(made), ifMatch: null, cancellationToken);
        return made;
    }

    /// <summary>The archive that a side file lies beside; of any other name, the name.</summary>
    internal static string HomeOf(string name) => name.StartsWith(Folder, StringComparison.Ordinal) ? Path.ChangeExtension(name, ".tar") : name;

    private static string SideOf(string split, string key) => $"{Folder}{split}/{key}.json";

    private static ShardFile? TryParse(byte[]? json)
    {
        try
        {
            return json is null ? null : CanonicalJson.Read<ShardFile>(json, "bad-side-file", "A side file");
        }
        catch (ShardException)
        {
            return null;
        }
    }

    private static async Task<ShardFile?> TryDigestAsync(IBlobStore store, string name, CancellationToken cancellationToken)
    {
        if (await store.OpenReadAsync(name, cancellationToken: cancellationToken) is not { } archive) return null;
        await using (archive)
        {
            using var digest = new DigestStream(archive);
            try
            {
                var reader = new UstarReader(digest);
                while (await reader.NextAsync(cancellationToken) is not null)
                {
                }
            }
            catch (ShardException)
            {
                return null;
            }

            await digest.CopyToAsync(Stream.Null, cancellationToken);
            return new ShardFile(name, digest.Sha256, digest.Position);
        }
    }
}

/// <summary>A sample in an archive of pictures: its id and the digests of its images as planned.</summary>
public sealed record PictureContent(string Sample, IReadOnlyList<string> Images);
