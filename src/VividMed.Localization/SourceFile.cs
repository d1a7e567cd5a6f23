using System.Security.Cryptography;
using VividMed.Datasets;
using VividMed.Shards.Archives;

namespace VividMed.Localization;

/// <summary>
/// An image's file, read once: what is decoded, digested and stored comes from these bytes, so that they agree whatever happens to the file
/// meanwhile.
/// </summary>
/// <param name="Sha256">Of the content, 64 lower-case hex digits.</param>
internal sealed record SourceFile(byte[] Content, string Sha256)
{
    /// <exception cref="DatasetException">The file has gone, or is <c>file-too-large</c>: longer than any archive takes.</exception>
    public static async Task<SourceFile> ReadAsync(IDataset dataset, StudyImage image, CancellationToken cancellationToken)
    {
        await using var stream = dataset.OpenImage(image);
        var content = new byte[Math.Clamp(image.Bytes, 1 << 12, ShardReader.LargestImage)];
        var length = 0;
        while (true)
        {
            length += await stream.ReadAtLeastAsync(content.AsMemory(length), content.Length - length, throwOnEndOfStream: false, cancellationToken);
            if (length < content.Length) break;
            // Usually one byte more tells that the file ends where the table of files said.
            if (stream.ReadByte() is var next && next < 0) break;
            if (length >= ShardReader.LargestImage)
            {
                throw new DatasetException("file-too-large", $"image {image.Id} is longer than {ShardReader.LargestImage} bytes");
            }

            Array.Resize(ref content, (int)Math.Min(2L * length, ShardReader.LargestImage));
            content[length++] = (byte)next;
        }

        if (length < content.Length) Array.Resize(ref content, length);
        return new SourceFile(content, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    /// <summary>The content from its beginning; readers that hold a file whole take it as it lies here.</summary>
    public Stream Open() => new MemoryStream(Content, 0, Content.Length, writable: false, publiclyVisible: true);
}
