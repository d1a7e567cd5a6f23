using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace VividMed.Storage.Cache;

/// <summary>
/// The digest of everything that a cached result depends on, by name: image, model, prompts, version of the preparation, ...
/// </summary>
public sealed record CacheKey
{
    private CacheKey(string sha256) => Sha256 = sha256;

    /// <summary>64 lower-case hex digits.</summary>
    public string Sha256 { get; }

    /// <summary>The same parts give the same key in whatever order they come; the lengths keep neighboring parts apart.</summary>
    public static CacheKey From(params IEnumerable<(string Name, string Value)> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, value) in parts.OrderBy(static part => part.Name, StringComparer.Ordinal).ThenBy(static part => part.Value, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, value);
        }

        return new CacheKey(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public override string ToString() => Sha256;

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
