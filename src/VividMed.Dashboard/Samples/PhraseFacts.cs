using System.Runtime.InteropServices;
using VividMed.Grounding;
using VividMed.Taxonomy;

namespace VividMed.Dashboard.Samples;

/// <summary>What can be asked of a phrase without reading its record: 8 bytes.</summary>
/// <param name="Target">Where its target stands in the index's list of targets.</param>
/// <param name="Grades">A bit for each grade that one of its regions has; none without a region.</param>
/// <param name="Reason">Where its reason stands in the index's list of reasons, from 1; 0 with a region.</param>
/// <param name="Score">Of its surest region, in hundredths; <see cref="Unknown"/> without one.</param>
/// <param name="Confidence">In hundredths; <see cref="Unknown"/> where the record has none.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct PhraseFacts(ushort Target, byte Grades, byte Side, byte Reason, byte Score, byte Confidence, byte Polarity)
{
    public const byte Unknown = byte.MaxValue;

    public static byte Bit(Grade grade) => (byte)(1 << (int)grade);

    public static byte Hundredths(double? share) => share is { } known ? (byte)Math.Clamp(Math.Round(known * 100), 0, 100) : Unknown;

    public bool IsOn(Side side) => Side == (byte)side;
}
