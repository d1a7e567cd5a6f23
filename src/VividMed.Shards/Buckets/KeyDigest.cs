using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace VividMed.Shards.Buckets;

/// <summary>SHA-256 over a sequence of texts; their lengths keep neighbors apart.</summary>
internal sealed class KeyDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <param name="kind">What the digest is of, so that keys of two kinds never meet; changes when the sequence does.</param>
    public KeyDigest(string kind) => Add(kind);

    public KeyDigest Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes.Length);
        _hash.AppendData(bytes);
        return this;
    }

    public KeyDigest Add(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        _hash.AppendData(bytes);
        return this;
    }

    /// <summary>64 lower-case hex digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();
}
