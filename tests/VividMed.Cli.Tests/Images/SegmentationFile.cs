using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace VividMed.Cli.Tests.Images;

/// <summary>A binary DICOM segmentation of 8 x 8 pixels of 1 mm, byte by byte as PS3.10 has it: independent of what reads it.</summary>
internal static class SegmentationFile
{
    private const int Side = 8;

    /// <summary>Each frame is all of one segment, at a place in LPS millimeters.</summary>
    public static byte[] Of(string[] labels, (ushort Segment, double X, double Y, double Z)[] frames)
    {
        var meta = Text(0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1");
        return
        [
            .. new byte[128], .. "DICM"u8, .. Element(0x0002, 0x0000, "UL", BitConverter.GetBytes(meta.Length)), .. meta,
            .. Text(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.66.4"),
            .. Text(0x0008, 0x0060, "CS", "SEG"),
            .. Number(0x0028, 0x0002, 1),
            .. Text(0x0028, 0x0004, "CS", "MONOCHROME2"),
            .. Text(0x0028, 0x0008, "IS", frames.Length.ToString(CultureInfo.InvariantCulture)),
            .. Number(0x0028, 0x0010, Side), .. Number(0x0028, 0x0011, Side), .. Number(0x0028, 0x0100, 1), .. Number(0x0028, 0x0101, 1),
            .. Number(0x0028, 0x0102, 0), .. Number(0x0028, 0x0103, 0),
            .. Text(0x0062, 0x0001, "CS", "BINARY"),
            .. Sequence(0x0062, 0x0002, labels.Select(static (label, at) => (byte[])[.. Number(0x0062, 0x0004, (ushort)(at + 1)), .. Text(0x0062, 0x0005, "LO", label)])),
            .. Sequence(0x5200, 0x9229,
            [
                [
                    .. Sequence(0x0020, 0x9116, [Text(0x0020, 0x0037, "DS", @"1\0\0\0\1\0")]),
                    .. Sequence(0x0028, 0x9110, [[.. Text(0x0018, 0x0050, "DS", "1"), .. Text(0x0028, 0x0030, "DS", @"1\1")]]),
                ],
            ]),
            .. Sequence(0x5200, 0x9230, frames.Select(static frame => (byte[])
            [
                .. Sequence(0x0020, 0x9113, [Text(0x0020, 0x0032, "DS", string.Create(CultureInfo.InvariantCulture, $@"{frame.X}\{frame.Y}\{frame.Z}"))]),
                .. Sequence(0x0062, 0x000A, [Number(0x0062, 0x000B, frame.Segment)]),
            ])),
            .. Element(0x7FE0, 0x0010, "OB", [.. Enumerable.Repeat((byte)0xFF, frames.Length * Side)]),
        ];
    }

    private static byte[] Text(ushort group, ushort element, string kind, string text) =>
        Element(group, element, kind, Encoding.ASCII.GetBytes(text.Length % 2 == 0 ? text : text + (kind == "UI" ? '\0' : ' ')));

    private static byte[] Number(ushort group, ushort element, ushort value) => Element(group, element, "US", BitConverter.GetBytes(value));

    private static byte[] Sequence(ushort group, ushort element, IEnumerable<byte[]> items) => Element(
        group, element, "SQ", [.. items.SelectMany(static item => (byte[])[0xFE, 0xFF, 0x00, 0xE0, .. BitConverter.GetBytes(item.Length), .. item])]);

    private static byte[] Element(ushort group, ushort element, string kind, byte[] value)
    {
        var head = new byte[kind is "OB" or "SQ" ? 12 : 8];
        BinaryPrimitives.WriteUInt16LittleEndian(head, group);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(2), element);
        Encoding.ASCII.GetBytes(kind, head.AsSpan(4));
        if (head.Length == 12) BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), value.Length);
        else BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(6), (ushort)value.Length);
        return [.. head, .. value];
    }
}
