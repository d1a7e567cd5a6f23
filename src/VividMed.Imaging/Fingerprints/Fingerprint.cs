using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VividMed.Imaging.Fingerprints;

/// <summary>
/// What a picture looks like, in 512 bits: the signs of its low frequencies once gray values are replaced by their ranks. Contrast, window,
/// bit depth, size and compression change few of them; a negative has them all the other way round, which counts as the same.
/// </summary>
/// <remarks>
/// Signs of the discrete cosine transform: Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions (2010). Ranks, which no
/// monotone change of contrast moves: Bhat and Nayar, Ordinal Measures for Image Correspondence (1998).
/// </remarks>
[JsonConverter(typeof(HexConverter))]
public readonly record struct Fingerprint
{
    /// <summary>How fingerprints are made; those of two methods are never compared.</summary>
    public const string Method = "rank-dct-512-1";

    /// <summary>Up to so many different bits two pictures are near-duplicates; different ones differ by 256, give or take.</summary>
    public const int NearDistance = 41;

    internal const int Bits = 512;

    /// <summary>Most of a fingerprint is cut into bands, each with signs of all frequencies.</summary>
    internal const int Bands = 21;

    internal const int BandBits = 24;

    private const int Bytes = Bits / 8;

    private readonly Vector512<ulong> _bits;

    private Fingerprint(Vector512<ulong> bits) => _bits = bits;

    /// <summary>The bits that differ, 0 to 256: the fewer of those against the picture and against its negative.</summary>
    public int Distance(Fingerprint other)
    {
        Span<ulong> words = stackalloc ulong[Vector512<ulong>.Count];
        (_bits ^ other._bits).CopyTo(words);
        var different = 0;
        foreach (var word in words) different += BitOperations.PopCount(word);
        return Math.Min(different, Bits - different);
    }

    /// <summary>128 lower-case hex digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        _bits.AsByte().CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>The fingerprint that <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">These are not 128 hex digits.</exception>
    public static Fingerprint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 2 * Bytes
            ? new(Vector512.Create<byte>(Convert.FromHexString(text)).AsUInt64())
            : throw new FormatException($"a fingerprint has {2 * Bytes} hex digits");
    }

    /// <summary>Of a picture and its negative the one whose first bit is set, so that exact negatives are equal.</summary>
    /// <param name="signs">From the lowest frequency to the highest.</param>
    internal static Fingerprint Of(ReadOnlySpan<bool> signs)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        for (var i = 0; i < Bits; i++)
        {
            // What is left over lies behind the bands.
            var at = i < Bands * BandBits ? (i % Bands * BandBits) + (i / Bands) : i;
            if (signs[i] == signs[0]) bytes[at / 8] |= (byte)(1 << (at % 8));
        }

        return new(Vector512.Create<byte>(bytes).AsUInt64());
    }

    /// <summary>24 bits.</summary>
    internal int Band(int band)
    {
        var bytes = _bits.AsByte();
        return bytes[3 * band] | (bytes[(3 * band) + 1] << 8) | (bytes[(3 * band) + 2] << 16);
    }

    private sealed class HexConverter : JsonConverter<Fingerprint>
    {
        public override Fingerprint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return Parse(reader.GetString() ?? "");
            }
            catch (Exception malformed) when (malformed is FormatException or InvalidOperationException)
            {
                throw new JsonException($"A fingerprint has {2 * Bytes} hex digits.", malformed);
            }
        }

        public override void Write(Utf8JsonWriter writer, Fingerprint value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
