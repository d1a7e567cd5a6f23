namespace VividMed.Exports.Output;

/// <summary>A file of a group's folder with its digest.</summary>
/// <param name="Name">May hold '/'.</param>
internal sealed record PictureFile(string Name, byte[] Content, string Sha256)
{
    public static PictureFile Of(string name, byte[] content) => new(name, content, Storage.Streams.Sha256.Of(content));
}
