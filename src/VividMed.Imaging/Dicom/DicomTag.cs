namespace VividMed.Imaging;

/// <summary>The name of a DICOM attribute: group and element number.</summary>
public readonly record struct DicomTag(ushort Group, ushort Element)
{
    public override string ToString() => $"({Group:X4},{Element:X4})";
}
