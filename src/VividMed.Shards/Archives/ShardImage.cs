namespace VividMed.Shards.Archives;

/// <summary>An encoded image (PNG or .nii.gz) on its way into an archive: its member name and exactly Length bytes of content.</summary>
public sealed record ShardImage(string Member, long Length, Stream Content)
{
    /// <summary>Over the array itself, which must not change until the image is written.</summary>
    public static ShardImage From(string member, byte[] content) => new(member, content.Length, new MemoryStream(content, writable: false));
}
