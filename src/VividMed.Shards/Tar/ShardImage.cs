namespace VividMed.Shards;

/// <summary>An encoded image (PNG or .nii.gz) on its way into a shard: its member name and exactly Length bytes of content.</summary>
public sealed record ShardImage(string Member, long Length, Stream Content)
{
    public static ShardImage From(string member, byte[] content) => new(member, content.Length, new MemoryStream(content, writable: false));
}
