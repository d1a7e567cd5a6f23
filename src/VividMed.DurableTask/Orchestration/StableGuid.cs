using System.Security.Cryptography;
using System.Text;

namespace VividMed.DurableTask;

/// <summary>Name-based ids: UUID version 5 of RFC 9562, section 5.5.</summary>
internal static class StableGuid
{
    private static readonly Guid s_namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid Create(string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        byte[] input = new byte[16 + text.Length];
        s_namespace.TryWriteBytes(input, bigEndian: true, out _);
        text.CopyTo(input, 16);
#pragma warning disable CA5350 // The standard prescribes SHA-1; nothing is protected by it.
        Span<byte> id = SHA1.HashData(input).AsSpan(0, 16);
#pragma warning restore CA5350
        id[6] = (byte)((id[6] & 0x0F) | 0x50);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new(id, bigEndian: true);
    }
}
