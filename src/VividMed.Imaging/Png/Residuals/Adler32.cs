using System.Runtime.Intrinsics;

namespace VividMed.Imaging.Png.Residuals;

/// <summary>The checksum of zlib streams (RFC 1950): the sum of the bytes, and the sum of those sums, modulo 65,521.</summary>
internal static class Adler32
{
    private const uint Modulus = 65521;

    /// <summary>So many bytes that neither sum overflows 32 bits before it is reduced: whole vectors, at most 5,552.</summary>
    private const int Piece = 172 * 32;

    /// <summary>How often each byte of a vector is in the second sum when the vector ends.</summary>
    private static readonly Vector256<byte> Weights = Vector256.Create(
        (byte)32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);

    /// <param name="checksum">Of what came before; 1 where nothing did.</param>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var (sum, sums) = (checksum & 0xFFFF, checksum >> 16);
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..Math.Min(bytes.Length, Piece)];
            bytes = bytes[piece.Length..];
            var whole = piece.Length / Vector256<byte>.Count * Vector256<byte>.Count;
            Add(piece[..whole], ref sum, ref sums);
            foreach (var value in piece[whole..])
            {
                sum += value;
                sums += sum;
            }

            (sum, sums) = (sum % Modulus, sums % Modulus);
        }

        return sum | (sums << 16);
    }

    private static void Add(ReadOnlySpan<byte> piece, ref uint sum, ref uint sums)
    {
        var (low, high) = Vector256.Widen(Weights);
        var (plain, before, weighted) = (Vector256<uint>.Zero, Vector256<uint>.Zero, Vector256<uint>.Zero);
        sums += sum * (uint)piece.Length;
        for (; !piece.IsEmpty; piece = piece[Vector256<byte>.Count..])
        {
            var (first, second) = Vector256.Widen(Vector256.Create(piece));
            before += plain;
            plain += Wide(first + second);
            weighted += Wide((first * low) + (second * high));
        }

        sum += Vector256.Sum(plain);
        sums += (32 * Vector256.Sum(before)) + Vector256.Sum(weighted);
    }

    private static Vector256<uint> Wide(Vector256<ushort> values)
    {
        var (low, high) = Vector256.Widen(values);
        return low + high;
    }
}
