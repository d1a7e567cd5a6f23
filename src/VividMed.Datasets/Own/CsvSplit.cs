using System.Security.Cryptography;
using System.Text;

namespace VividMed.Datasets;

/// <summary>Deals patients into splits where the table has none: 90 % train, 5 % validate, 5 % test, by the digest of the patient's id alone.</summary>
internal static class CsvSplit
{
    public static string Deal(string patient)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(patient), digest);
        return (System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(digest) % 20) switch
        {
            0 => "test",
            1 => "validate",
            _ => "train",
        };
    }
}
