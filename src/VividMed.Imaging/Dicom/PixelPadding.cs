using System.Runtime.InteropServices;
using VividMed.Imaging.Codecs;

namespace VividMed.Imaging.Dicom;

/// <summary>
/// Stored values that stand for no measurement (PS3.3 C.7.5.1.1.2), as <see cref="DicomImage.Pixels"/> has them: they are no part of
/// statistics, windows and equalization, and shown black.
/// </summary>
/// <param name="Least">The lowest of them.</param>
/// <param name="Most">The highest of them; the same where the file names one value.</param>
public sealed record PixelPadding(double Least, double Most)
{
    /// <summary>Whether a stored value is padding.</summary>
    public bool Contains(double value) => value >= Least && value <= Most;

    /// <summary>Null where the file has none, or names what none of its pixels can be.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="layout">What its pixels are.</param>
    /// <param name="raw">Decoded pixels before bits outside the value are cleared.</param>
    internal static PixelPadding? Find(DicomDataset dataset, PixelLayout layout, ReadOnlySpan<byte> raw)
    {
        if (layout.IsFloat) return FindFloat(dataset, layout.BitsAllocated == 32);
        if (layout.BitsAllocated is not (8 or 16 or 32) || layout.Samples != 1) return null;
        if (Number(dataset, DicomTags.PixelPaddingValue, layout) is not { } value) return null;
        if (Number(dataset, DicomTags.PixelPaddingRangeLimit, layout) is { } limit)
        {
            return Stored(value, layout) == value && Stored(limit, layout) == limit
                ? new(Math.Min(value, limit), Math.Max(value, limit))
                : null;
        }

        // Some devices name a value that their bits stored cannot hold. It counts where pixels have it all the same, as it is after that.
        return Stored(value, layout) is var stored && (stored == value || Holds(raw, value, layout.BitsAllocated)) ? new(stored, stored) : null;
    }

    private static PixelPadding? FindFloat(DicomDataset dataset, bool single)
    {
        var value = dataset.GetDecimal(single ? DicomTags.FloatPixelPaddingValue : DicomTags.DoublePixelPaddingValue);
        var limit = dataset.GetDecimal(single ? DicomTags.FloatPixelPaddingRangeLimit : DicomTags.DoublePixelPaddingRangeLimit);
        return value is { } one ? new(Math.Min(one, limit ?? one), Math.Max(one, limit ?? one)) : null;
    }

    /// <summary>The file may give either sign; the pixels' own counts.</summary>
    private static long? Number(DicomDataset dataset, DicomTag tag, PixelLayout layout)
    {
        if (dataset.Find(tag) is not { Value.Length: >= 2 } element) return null;
        var signed = layout.Representation == 1;
        var value = layout.BitsAllocated == 32 && element.Value.Length >= 4
            ? dataset.Encoding.UInt32(element.Value.Span) is var wide && signed ? (int)wide : (long)wide
            : dataset.Encoding.UInt16(element.Value.Span) is var narrow && signed ? (short)narrow : narrow;
        return layout.BitsAllocated == 8 && (signed ? value is < sbyte.MinValue or > sbyte.MaxValue : value > byte.MaxValue) ? null : value;
    }

    private static long Stored(long value, PixelLayout layout)
    {
        var unused = 64 - layout.BitsStored;
        return layout.Representation == 1 ? value << unused >> unused : (long)((ulong)value << unused >> unused);
    }

    private static bool Holds(ReadOnlySpan<byte> raw, long value, int bits) => bits switch
    {
        8 => raw.Contains((byte)value),
        16 => MemoryMarshal.Cast<byte, ushort>(raw).Contains((ushort)value),
        _ => MemoryMarshal.Cast<byte, uint>(raw).Contains((uint)value),
    };
}
