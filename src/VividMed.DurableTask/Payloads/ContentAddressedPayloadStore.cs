using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace VividMed.DurableTask;

/// <summary>
/// Stores payloads gzip-compressed under the SHA-256 of their text, so that repeats write nothing new. Tokens are
/// <c>blob:v2:{root}{sha256}.gz</c>. Where the bytes go is the caller's: two functions, or a folder.
/// </summary>
/// <param name="root">Names the place in tokens; ends with a slash.</param>
/// <param name="write">Stores bytes under a name such as <c>9f86…08.gz</c>; writing the same name again is harmless.</param>
/// <param name="read">Opens what was stored under a name.</param>
/// <param name="maxPayloadBytes">A payload that unpacks to more is not read.</param>
public sealed class ContentAddressedPayloadStore(
    Uri root,
    Func<string, ReadOnlyMemory<byte>, CancellationToken, Task> write,
    Func<string, CancellationToken, Task<Stream>> read,
    int maxPayloadBytes = 10 * 1024 * 1024) : PayloadStore
{
    private const string Suffix = ".gz";

    private readonly string _prefix = $"blob:v2:{root.AbsoluteUri.TrimEnd('/')}/";

    /// <summary>A store in a folder that all clients and workers share.</summary>
    public static ContentAddressedPayloadStore InFolder(string folder)
    {
        string full = Directory.CreateDirectory(folder).FullName;
        return new(new Uri(full + Path.DirectorySeparatorChar), WriteAsync, ReadAsync);

        async Task WriteAsync(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
        {
            string path = Path.Combine(full, name);
            if (!File.Exists(path))
            {
                string unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
                await File.WriteAllBytesAsync(unfinished, bytes, cancellation);
                File.Move(unfinished, path, overwrite: true);
            }
        }

        Task<Stream> ReadAsync(string name, CancellationToken cancellation) => Task.FromResult<Stream>(File.OpenRead(Path.Combine(full, name)));
    }

    public override async Task<string> UploadAsync(string payLoad, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(payLoad);
        byte[] text = Encoding.UTF8.GetBytes(payLoad);
        using MemoryStream packed = new();
        await using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(text, cancellationToken);
        }

        string name = Convert.ToHexStringLower(SHA256.HashData(text)) + Suffix;
        await write(name, packed.GetBuffer().AsMemory(0, (int)packed.Length), cancellationToken);
        return _prefix + name;
    }

    /// <exception cref="InvalidDataException">What is stored is not what was uploaded.</exception>
    /// <exception cref="PayloadTooLargeException">It unpacks to more than the limit.</exception>
    public override async Task<string> DownloadAsync(string token, CancellationToken cancellationToken)
    {
        string name = NameOf(token) ?? throw new ArgumentException("The token is not of this store.", nameof(token));
        await using Stream stored = await read(name, cancellationToken);
        await using GZipStream gzip = new(stored, CompressionMode.Decompress);
        using MemoryStream text = new();
        byte[] part = new byte[64 * 1024];
        for (int count; (count = await gzip.ReadAsync(part, cancellationToken)) > 0;)
        {
            if (text.Length + count > maxPayloadBytes)
            {
                throw new PayloadTooLargeException(text.Length + count, maxPayloadBytes);
            }

            text.Write(part, 0, count);
        }

        ReadOnlySpan<byte> bytes = text.GetBuffer().AsSpan(0, (int)text.Length);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) + Suffix == name
            ? Encoding.UTF8.GetString(bytes)
            : throw new InvalidDataException($"The stored payload {name} is damaged.");
    }

    public override bool IsKnownPayloadToken(string value) => NameOf(value) is not null;

    /// <summary>The name within a token; anything but a hash is refused, so that no token reaches outside of the store.</summary>
    private string? NameOf(string? token)
    {
        if (token?.StartsWith(_prefix, StringComparison.Ordinal) != true)
        {
            return null;
        }

        string name = token[_prefix.Length..];
        return name.Length == (2 * SHA256.HashSizeInBytes) + Suffix.Length
            && name.EndsWith(Suffix, StringComparison.Ordinal)
            && name[..^Suffix.Length].All(char.IsAsciiHexDigitLower)
            ? name
            : null;
    }
}
