using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace VividMed.Evaluation.ReaderStudy;

/// <summary>Random numbers that follow from a seed and what they are for, so that one draw more somewhere changes nothing elsewhere.</summary>
internal static class SeededDraws
{
    public static Random Of(int seed, string use) => new(BinaryPrimitives.ReadInt32LittleEndian(Digest(seed, use)));

    /// <summary>A number by which things are put in an order that does not depend on how they come.</summary>
    public static ulong Rank(int seed, string use) => BinaryPrimitives.ReadUInt64LittleEndian(Digest(seed, use));

    /// <summary>A draw of the standard normal distribution (Box and Muller, 1958).</summary>
    public static double NextNormal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static byte[] Digest(int seed, string use) => SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {use}"));
}
