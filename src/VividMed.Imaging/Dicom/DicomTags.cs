using System.Collections.Frozen;

namespace VividMed.Imaging.Dicom;

/// <summary>The attributes this product reads or writes (PS3.6), with their value representations for files that do not spell them out.</summary>
public static class DicomTags
{
    public static readonly DicomTag MetaLength = new(0x0002, 0x0000);
    public static readonly DicomTag MetaVersion = new(0x0002, 0x0001);
    public static readonly DicomTag MediaStorageSopClassUid = new(0x0002, 0x0002);
    public static readonly DicomTag MediaStorageSopInstanceUid = new(0x0002, 0x0003);
    public static readonly DicomTag TransferSyntaxUid = new(0x0002, 0x0010);
    public static readonly DicomTag ImplementationClassUid = new(0x0002, 0x0012);
    public static readonly DicomTag SpecificCharacterSet = new(0x0008, 0x0005);
    public static readonly DicomTag ImageType = new(0x0008, 0x0008);
    public static readonly DicomTag SopClassUid = new(0x0008, 0x0016);
    public static readonly DicomTag SopInstanceUid = new(0x0008, 0x0018);
    public static readonly DicomTag StudyDate = new(0x0008, 0x0020);
    public static readonly DicomTag StudyTime = new(0x0008, 0x0030);
    public static readonly DicomTag Modality = new(0x0008, 0x0060);
    public static readonly DicomTag PresentationIntentType = new(0x0008, 0x0068);
    public static readonly DicomTag ProcedureCodeSequence = new(0x0008, 0x1032);
    public static readonly DicomTag CodeValue = new(0x0008, 0x0100);
    public static readonly DicomTag CodingSchemeDesignator = new(0x0008, 0x0102);
    public static readonly DicomTag CodeMeaning = new(0x0008, 0x0104);
    public static readonly DicomTag PatientName = new(0x0010, 0x0010);
    public static readonly DicomTag PatientId = new(0x0010, 0x0020);
    public static readonly DicomTag BodyPartExamined = new(0x0018, 0x0015);
    public static readonly DicomTag ImagerPixelSpacing = new(0x0018, 0x1164);
    public static readonly DicomTag SliceThickness = new(0x0018, 0x0050);
    public static readonly DicomTag GantryDetectorTilt = new(0x0018, 0x1120);
    public static readonly DicomTag ViewPosition = new(0x0018, 0x5101);
    public static readonly DicomTag StudyInstanceUid = new(0x0020, 0x000D);
    public static readonly DicomTag SeriesInstanceUid = new(0x0020, 0x000E);
    public static readonly DicomTag StudyId = new(0x0020, 0x0010);
    public static readonly DicomTag PatientOrientation = new(0x0020, 0x0020);
    public static readonly DicomTag ImagePositionPatient = new(0x0020, 0x0032);
    public static readonly DicomTag ImageOrientationPatient = new(0x0020, 0x0037);
    public static readonly DicomTag SamplesPerPixel = new(0x0028, 0x0002);
    public static readonly DicomTag PhotometricInterpretation = new(0x0028, 0x0004);
    public static readonly DicomTag PlanarConfiguration = new(0x0028, 0x0006);
    public static readonly DicomTag NumberOfFrames = new(0x0028, 0x0008);
    public static readonly DicomTag Rows = new(0x0028, 0x0010);
    public static readonly DicomTag Columns = new(0x0028, 0x0011);
    public static readonly DicomTag PixelSpacing = new(0x0028, 0x0030);
    public static readonly DicomTag BitsAllocated = new(0x0028, 0x0100);
    public static readonly DicomTag BitsStored = new(0x0028, 0x0101);
    public static readonly DicomTag HighBit = new(0x0028, 0x0102);
    public static readonly DicomTag PixelRepresentation = new(0x0028, 0x0103);
    public static readonly DicomTag BurnedInAnnotation = new(0x0028, 0x0301);
    public static readonly DicomTag WindowCenter = new(0x0028, 0x1050);
    public static readonly DicomTag WindowWidth = new(0x0028, 0x1051);
    public static readonly DicomTag RescaleIntercept = new(0x0028, 0x1052);
    public static readonly DicomTag RescaleSlope = new(0x0028, 0x1053);
    public static readonly DicomTag VoiLutFunction = new(0x0028, 0x1056);
    public static readonly DicomTag RedPaletteDescriptor = new(0x0028, 0x1101);
    public static readonly DicomTag GreenPaletteDescriptor = new(0x0028, 0x1102);
    public static readonly DicomTag BluePaletteDescriptor = new(0x0028, 0x1103);
    public static readonly DicomTag RedPaletteData = new(0x0028, 0x1201);
    public static readonly DicomTag GreenPaletteData = new(0x0028, 0x1202);
    public static readonly DicomTag BluePaletteData = new(0x0028, 0x1203);
    public static readonly DicomTag ModalityLutSequence = new(0x0028, 0x3000);
    public static readonly DicomTag LutDescriptor = new(0x0028, 0x3002);
    public static readonly DicomTag LutData = new(0x0028, 0x3006);
    public static readonly DicomTag VoiLutSequence = new(0x0028, 0x3010);
    public static readonly DicomTag ViewCodeSequence = new(0x0054, 0x0220);
    public static readonly DicomTag FloatPixelData = new(0x7FE0, 0x0008);
    public static readonly DicomTag DoublePixelData = new(0x7FE0, 0x0009);
    public static readonly DicomTag PixelData = new(0x7FE0, 0x0010);

    internal static readonly DicomTag Item = new(0xFFFE, 0xE000);
    internal static readonly DicomTag ItemDelimitation = new(0xFFFE, 0xE00D);
    internal static readonly DicomTag SequenceDelimitation = new(0xFFFE, 0xE0DD);

    private static readonly FrozenDictionary<DicomTag, string> Representations = new (string Vr, DicomTag[] Tags)[]
    {
        ("UL", [MetaLength]),
        ("OB", [MetaVersion]),
        ("UI", [MediaStorageSopClassUid, MediaStorageSopInstanceUid, TransferSyntaxUid, ImplementationClassUid, SopClassUid, SopInstanceUid, StudyInstanceUid, SeriesInstanceUid]),
        ("CS", [SpecificCharacterSet, ImageType, Modality, PresentationIntentType, BodyPartExamined, ViewPosition, PatientOrientation, PhotometricInterpretation, BurnedInAnnotation, VoiLutFunction]),
        ("DA", [StudyDate]),
        ("TM", [StudyTime]),
        ("SH", [CodeValue, CodingSchemeDesignator, StudyId]),
        ("LO", [CodeMeaning, PatientId]),
        ("PN", [PatientName]),
        ("SQ", [ProcedureCodeSequence, ViewCodeSequence, ModalityLutSequence, VoiLutSequence]),
        ("US", [SamplesPerPixel, PlanarConfiguration, Rows, Columns, BitsAllocated, BitsStored, HighBit, PixelRepresentation, RedPaletteDescriptor, GreenPaletteDescriptor, BluePaletteDescriptor, LutDescriptor]),
        ("IS", [NumberOfFrames]),
        ("DS", [ImagerPixelSpacing, PixelSpacing, SliceThickness, GantryDetectorTilt, ImagePositionPatient, ImageOrientationPatient, WindowCenter, WindowWidth, RescaleIntercept, RescaleSlope]),
        ("OW", [PixelData, RedPaletteData, GreenPaletteData, BluePaletteData, LutData]),
        ("OF", [FloatPixelData]),
        ("OD", [DoublePixelData]),
    }.SelectMany(static row => row.Tags, static (row, tag) => (tag, row.Vr)).ToFrozenDictionary(static row => row.tag, static row => row.Vr);

    /// <summary>The value representation of a known attribute; UN for all others.</summary>
    internal static string RepresentationOf(DicomTag tag) => Representations.GetValueOrDefault(tag, "UN");

    internal static bool IsPixelData(DicomTag tag) => tag == PixelData || tag == FloatPixelData || tag == DoublePixelData;
}

/// <summary>The name of a DICOM attribute: group and element number.</summary>
public readonly record struct DicomTag(ushort Group, ushort Element)
{
    public override string ToString() => $"({Group:X4},{Element:X4})";
}
