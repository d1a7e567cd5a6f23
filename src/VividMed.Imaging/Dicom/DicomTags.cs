using System.Collections.Frozen;

namespace VividMed.Imaging.Dicom;

/// <summary>The attributes this product reads or writes (PS3.6), with their value representations for files that do not spell them out.</summary>
public static class DicomTags
{
    /// <summary>How many bytes of meta information follow it.</summary>
    public static readonly DicomTag MetaLength = new(0x0002, 0x0000);

    /// <summary>Two bytes, 0 and 1: version 1, as a bit.</summary>
    public static readonly DicomTag MetaVersion = new(0x0002, 0x0001);

    /// <summary>Repeats <see cref="SopClassUid"/> ahead of the data set.</summary>
    public static readonly DicomTag MediaStorageSopClassUid = new(0x0002, 0x0002);

    /// <summary>Repeats <see cref="SopInstanceUid"/> ahead of the data set.</summary>
    public static readonly DicomTag MediaStorageSopInstanceUid = new(0x0002, 0x0003);

    /// <summary>How the data set behind the meta information is encoded and its pixels are compressed.</summary>
    public static readonly DicomTag TransferSyntaxUid = new(0x0002, 0x0010);

    /// <summary>Which software wrote the file.</summary>
    public static readonly DicomTag ImplementationClassUid = new(0x0002, 0x0012);

    /// <summary>What texts are encoded in, such as ISO_IR 192 for UTF-8; absent for ASCII.</summary>
    public static readonly DicomTag SpecificCharacterSet = new(0x0008, 0x0005);

    /// <summary>ORIGINAL or DERIVED, PRIMARY or SECONDARY, then words of the modality's own such as LOCALIZER.</summary>
    public static readonly DicomTag ImageType = new(0x0008, 0x0008);

    /// <summary>What kind of object it is: a CT image, a digital X-ray for presentation.</summary>
    public static readonly DicomTag SopClassUid = new(0x0008, 0x0016);

    /// <summary>The identifier of this one object, unique in the world.</summary>
    public static readonly DicomTag SopInstanceUid = new(0x0008, 0x0018);

    /// <summary>When the study began, as YYYYMMDD.</summary>
    public static readonly DicomTag StudyDate = new(0x0008, 0x0020);

    /// <summary>When the study began, as HHMMSS.FFFFFF, which may end after any of its parts.</summary>
    public static readonly DicomTag StudyTime = new(0x0008, 0x0030);

    /// <summary>CR and DX for radiographs, CT, and many more.</summary>
    public static readonly DicomTag Modality = new(0x0008, 0x0060);

    /// <summary>FOR PRESENTATION or FOR PROCESSING: whether the device has made the pixels fit to be looked at.</summary>
    public static readonly DicomTag PresentationIntentType = new(0x0008, 0x0068);

    /// <summary>Which procedure was done, as codes.</summary>
    public static readonly DicomTag ProcedureCodeSequence = new(0x0008, 0x1032);

    /// <summary>The code itself, in an item of a sequence of codes.</summary>
    public static readonly DicomTag CodeValue = new(0x0008, 0x0100);

    /// <summary>The scheme that gives a code its meaning, such as SCT for SNOMED CT.</summary>
    public static readonly DicomTag CodingSchemeDesignator = new(0x0008, 0x0102);

    /// <summary>A code in words, such as postero-anterior.</summary>
    public static readonly DicomTag CodeMeaning = new(0x0008, 0x0104);

    /// <summary>Family name, given and middle names, prefix and suffix, parted by '^'.</summary>
    public static readonly DicomTag PatientName = new(0x0010, 0x0010);
    public static readonly DicomTag PatientId = new(0x0010, 0x0020);

    /// <summary>A word of the standard's, such as CHEST.</summary>
    public static readonly DicomTag BodyPartExamined = new(0x0018, 0x0015);

    /// <summary>Millimeters at the detector, between rows, then columns: a radiograph shows the patient magnified.</summary>
    public static readonly DicomTag ImagerPixelSpacing = new(0x0018, 0x1164);

    /// <summary>Nominal, in millimeters; slices may lie nearer to each other or farther apart.</summary>
    public static readonly DicomTag SliceThickness = new(0x0018, 0x0050);

    /// <summary>Nominal, in degrees: no number to compute with.</summary>
    public static readonly DicomTag GantryDetectorTilt = new(0x0018, 0x1120);

    /// <summary>How a radiograph was taken: PA, AP, LL and others; often empty.</summary>
    public static readonly DicomTag ViewPosition = new(0x0018, 0x5101);

    /// <summary>What all images of an examination share.</summary>
    public static readonly DicomTag StudyInstanceUid = new(0x0020, 0x000D);

    /// <summary>What the images of one acquisition or reconstruction share.</summary>
    public static readonly DicomTag SeriesInstanceUid = new(0x0020, 0x000E);

    /// <summary>Given by the hospital or the device: unlike <see cref="StudyInstanceUid"/> it is not unique.</summary>
    public static readonly DicomTag StudyId = new(0x0020, 0x0010);

    /// <summary>Where rows, then columns run to, such as L and F for the patient's left and feet.</summary>
    public static readonly DicomTag PatientOrientation = new(0x0020, 0x0020);

    /// <summary>The first pixel's center in millimeters: x to the patient's left, y to posterior, z to the head.</summary>
    public static readonly DicomTag ImagePositionPatient = new(0x0020, 0x0032);

    /// <summary>Direction cosines along a row, then down a column, on the axes of <see cref="ImagePositionPatient"/>.</summary>
    public static readonly DicomTag ImageOrientationPatient = new(0x0020, 0x0037);

    /// <summary>1 for gray and palette images, 3 for color.</summary>
    public static readonly DicomTag SamplesPerPixel = new(0x0028, 0x0002);

    /// <summary>What samples mean: MONOCHROME1 (small is bright), MONOCHROME2, RGB, PALETTE COLOR and others.</summary>
    public static readonly DicomTag PhotometricInterpretation = new(0x0028, 0x0004);

    /// <summary>0 where the samples of a pixel lie together, 1 where one color plane follows the other.</summary>
    public static readonly DicomTag PlanarConfiguration = new(0x0028, 0x0006);

    /// <summary>Decimal text; absent in objects of one frame.</summary>
    public static readonly DicomTag NumberOfFrames = new(0x0028, 0x0008);
    public static readonly DicomTag Rows = new(0x0028, 0x0010);
    public static readonly DicomTag Columns = new(0x0028, 0x0011);

    /// <summary>Millimeters in the patient, between rows, then columns.</summary>
    public static readonly DicomTag PixelSpacing = new(0x0028, 0x0030);

    /// <summary>What a sample takes: 1 bit or whole bytes.</summary>
    public static readonly DicomTag BitsAllocated = new(0x0028, 0x0100);

    /// <summary>How many of <see cref="BitsAllocated"/> hold the value.</summary>
    public static readonly DicomTag BitsStored = new(0x0028, 0x0101);

    /// <summary>Where the value's highest bit lies: one below <see cref="BitsStored"/> in all but old files.</summary>
    public static readonly DicomTag HighBit = new(0x0028, 0x0102);

    /// <summary>0 for unsigned, 1 for two's complement values.</summary>
    public static readonly DicomTag PixelRepresentation = new(0x0028, 0x0103);

    /// <summary>The height of a pixel, then its width, as a ratio of whole numbers; 1\1 where absent.</summary>
    public static readonly DicomTag PixelAspectRatio = new(0x0028, 0x0034);

    /// <summary>A stored value that stands for no measurement: what lies outside a round field of view, a collimator's shadow.</summary>
    public static readonly DicomTag PixelPaddingValue = new(0x0028, 0x0120);

    /// <summary>With <see cref="PixelPaddingValue"/> the other end of a range of values that stand for none.</summary>
    public static readonly DicomTag PixelPaddingRangeLimit = new(0x0028, 0x0121);

    /// <summary>What <see cref="PixelPaddingValue"/> is for whole numbers, for 32-bit floating point.</summary>
    public static readonly DicomTag FloatPixelPaddingValue = new(0x0028, 0x0122);

    /// <summary>What <see cref="PixelPaddingValue"/> is for whole numbers, for 64-bit floating point.</summary>
    public static readonly DicomTag DoublePixelPaddingValue = new(0x0028, 0x0123);

    /// <summary>The other end of the range that <see cref="FloatPixelPaddingValue"/> begins.</summary>
    public static readonly DicomTag FloatPixelPaddingRangeLimit = new(0x0028, 0x0124);

    /// <summary>The other end of the range that <see cref="DoublePixelPaddingValue"/> begins.</summary>
    public static readonly DicomTag DoublePixelPaddingRangeLimit = new(0x0028, 0x0125);

    /// <summary>YES where the pixels themselves tell who the patient is.</summary>
    public static readonly DicomTag BurnedInAnnotation = new(0x0028, 0x0301);

    /// <summary>One value a window, in the units of the modality transform's output.</summary>
    public static readonly DicomTag WindowCenter = new(0x0028, 0x1050);

    /// <summary>As many values as <see cref="WindowCenter"/> has, in the same units.</summary>
    public static readonly DicomTag WindowWidth = new(0x0028, 0x1051);

    /// <summary>Added to the stored value times <see cref="RescaleSlope"/>.</summary>
    public static readonly DicomTag RescaleIntercept = new(0x0028, 0x1052);

    /// <summary>From stored values to the modality's units, Hounsfield for CT.</summary>
    public static readonly DicomTag RescaleSlope = new(0x0028, 0x1053);

    /// <summary>LINEAR (where absent), LINEAR_EXACT or SIGMOID: how gray follows a value within a window.</summary>
    public static readonly DicomTag VoiLutFunction = new(0x0028, 0x1056);

    /// <summary>How many entries (0 for 65,536), the first stored value that has one, and bits an entry.</summary>
    public static readonly DicomTag RedPaletteDescriptor = new(0x0028, 0x1101);
    public static readonly DicomTag GreenPaletteDescriptor = new(0x0028, 0x1102);
    public static readonly DicomTag BluePaletteDescriptor = new(0x0028, 0x1103);

    /// <summary>The entries in words of 16 bits, those of 8 bits two to a word.</summary>
    public static readonly DicomTag RedPaletteData = new(0x0028, 0x1201);
    public static readonly DicomTag GreenPaletteData = new(0x0028, 0x1202);
    public static readonly DicomTag BluePaletteData = new(0x0028, 0x1203);

    /// <summary>A table in place of slope and intercept, in its one item.</summary>
    public static readonly DicomTag ModalityLutSequence = new(0x0028, 0x3000);

    /// <summary>Within a table's item, the three numbers that <see cref="RedPaletteDescriptor"/> has for a palette.</summary>
    public static readonly DicomTag LutDescriptor = new(0x0028, 0x3002);

    /// <summary>Within a table's item, its entries.</summary>
    public static readonly DicomTag LutData = new(0x0028, 0x3006);

    /// <summary>Tables in place of windows: each item is another way to show the image.</summary>
    public static readonly DicomTag VoiLutSequence = new(0x0028, 0x3010);

    /// <summary>The view as a code, where <see cref="ViewPosition"/> may be empty.</summary>
    public static readonly DicomTag ViewCodeSequence = new(0x0054, 0x0220);

    /// <summary>Takes the place of <see cref="PixelData"/> with 32-bit floating point.</summary>
    public static readonly DicomTag FloatPixelData = new(0x7FE0, 0x0008);

    /// <summary>Takes the place of <see cref="PixelData"/> with 64-bit floating point.</summary>
    public static readonly DicomTag DoublePixelData = new(0x7FE0, 0x0009);

    /// <summary>Whole numbers, in one piece or encapsulated in fragments.</summary>
    public static readonly DicomTag PixelData = new(0x7FE0, 0x0010);

    internal static readonly DicomTag Item = new(0xFFFE, 0xE000);
    internal static readonly DicomTag ItemDelimitation = new(0xFFFE, 0xE00D);
    internal static readonly DicomTag SequenceDelimitation = new(0xFFFE, 0xE0DD);

    private static readonly FrozenDictionary<DicomTag, string> Representations = FrameTags.Representations.Concat(new (string Vr, DicomTag[] Tags)[]
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
        ("US", [SamplesPerPixel, PlanarConfiguration, Rows, Columns, BitsAllocated, BitsStored, HighBit, PixelRepresentation, RedPaletteDescriptor, GreenPaletteDescriptor, BluePaletteDescriptor, LutDescriptor, PixelPaddingValue, PixelPaddingRangeLimit]),
        ("IS", [NumberOfFrames, PixelAspectRatio]),
        ("FL", [FloatPixelPaddingValue, FloatPixelPaddingRangeLimit]),
        ("FD", [DoublePixelPaddingValue, DoublePixelPaddingRangeLimit]),
        ("DS", [ImagerPixelSpacing, PixelSpacing, SliceThickness, GantryDetectorTilt, ImagePositionPatient, ImageOrientationPatient, WindowCenter, WindowWidth, RescaleIntercept, RescaleSlope]),
        ("OW", [PixelData, RedPaletteData, GreenPaletteData, BluePaletteData, LutData]),
        ("OF", [FloatPixelData]),
        ("OD", [DoublePixelData]),
    }).SelectMany(static row => row.Tags, static (row, tag) => (tag, row.Vr)).ToFrozenDictionary(static row => row.tag, static row => row.Vr);

    /// <summary>The value representation of a known attribute; UN for all others.</summary>
    internal static string RepresentationOf(DicomTag tag) => Representations.GetValueOrDefault(tag, "UN");

    internal static bool IsPixelData(DicomTag tag) => tag == PixelData || tag == FloatPixelData || tag == DoublePixelData;
}

/// <summary>The name of a DICOM attribute: group and element number.</summary>
public readonly record struct DicomTag(ushort Group, ushort Element)
{
    public override string ToString() => $"({Group:X4},{Element:X4})";
}
