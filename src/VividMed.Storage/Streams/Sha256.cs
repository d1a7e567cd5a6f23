using System.Security.Cryptography;

namespace VividMed.Storage.Streams;

/// <summary>SHA-256 as 64 lower-case hex digits.</summary>
public static class Sha256
{
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>From the stream's position to its end; the stream stays open.</summary>
    public static async Task<string> OfAsync(Stream content, CancellationToken cancellationToken = default) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
}
