namespace VividMed.Imaging;

/// <summary>
/// One attribute of a data set. <paramref name="Value"/> is a window on the file's bytes, in the file's byte order.
/// <paramref name="Items"/> is set for a sequence of undefined length, <paramref name="Fragments"/> for encapsulated pixel data
/// (the first is the basic offset table).
/// </summary>
internal sealed record DicomElement(
    DicomTag Tag,
    string Vr,
    ReadOnlyMemory<byte> Value,
    IReadOnlyList<DicomDataset>? Items = null,
    IReadOnlyList<ReadOnlyMemory<byte>>? Fragments = null);
