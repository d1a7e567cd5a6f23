namespace VividMed.Imaging.Dicom.Display;

/// <summary>
/// A lookup table of DICOM (PS3.3 C.11.1.1): input values from <paramref name="First"/> on are replaced by the entries, those before
/// and behind by the first and the last entry. Entries are <paramref name="Bits"/> bits wide, 8 to 16.
/// </summary>
public sealed record LookupTable(int First, int Bits, ushort[] Entries)
{
    /// <summary>
    /// The entry for a value: a stored one for a modality table or palette, the modality transform's for a table of interest.
    /// </summary>
    public int Apply(int value) => Entries[(int)Math.Clamp((long)value - First, 0, Entries.Length - 1)];

    /// <summary>Reads descriptor and data; null where neither is there. Throws <c>malformed-lookup-table</c>.</summary>
    /// <param name="dataset">The data set or item that holds them.</param>
    /// <param name="descriptor">How many entries, the first input value, and bits an entry.</param>
    /// <param name="data">The entries.</param>
    /// <param name="signed">Whether the first input value is signed, as the values that the table is applied to are.</param>
    internal static LookupTable? Read(DicomDataset dataset, DicomTag descriptor, DicomTag data, bool signed)
    {
        if (dataset.Find(descriptor) is not { } head || dataset.Find(data) is not { } body) return null;
        if (head.Value.Length < 6) throw Malformed("has no whole descriptor");
        var encoding = dataset.Encoding;
        var (count, first, bits) = ((int)encoding.UInt16(head.Value.Span), (int)encoding.UInt16(head.Value.Span[2..]), (int)encoding.UInt16(head.Value.Span[4..]));
        if (count == 0) count = 1 << 16;
        if (signed) first = (short)first;
        if (bits is < 8 or > 16) throw Malformed($"has entries of {bits} bits; 8 to 16 are possible");

        // Entries of 8 bits come two to a word or, against the standard, one to a word.
        var bytes = body.Value.Span;
        var packed = bits == 8 && bytes.Length < 2 * count;
        if (bytes.Length < (packed ? count : 2 * count)) throw Malformed($"has {bytes.Length} bytes for {count} entries");
        var entries = new ushort[count];
        for (var i = 0; i < count; i++)
        {
            entries[i] = packed
                ? bytes[encoding.BigEndian && body.Vr == "OW" && (i ^ 1) < bytes.Length ? i ^ 1 : i]
                : encoding.UInt16(bytes[(2 * i)..]);
        }

        return new(first, bits, entries);
    }

    private static ImageFormatException Malformed(string what) => new("malformed-lookup-table", $"a lookup table {what}");
}
