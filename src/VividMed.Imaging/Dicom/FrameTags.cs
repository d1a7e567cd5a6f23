namespace VividMed.Imaging.Dicom;

/// <summary>Attributes of series, of multi-frame objects and of segmentations (PS3.6), with their value representations.</summary>
internal static class FrameTags
{
    public static readonly DicomTag SeriesNumber = new(0x0020, 0x0011);

    /// <summary>Numbers the objects of a series as their device saw fit; no order to rely on.</summary>
    public static readonly DicomTag InstanceNumber = new(0x0020, 0x0013);

    /// <summary>What makes coordinates comparable: objects of one frame of reference lie in one space.</summary>
    public static readonly DicomTag FrameOfReferenceUid = new(0x0020, 0x0052);

    /// <summary>Nominal distance of slices' centers in millimeters.</summary>
    public static readonly DicomTag SpacingBetweenSlices = new(0x0018, 0x0088);

    /// <summary>What all frames of a multi-frame object share.</summary>
    public static readonly DicomTag SharedFunctionalGroups = new(0x5200, 0x9229);

    /// <summary>An item a frame, in their order.</summary>
    public static readonly DicomTag PerFrameFunctionalGroups = new(0x5200, 0x9230);

    public static readonly DicomTag PlanePosition = new(0x0020, 0x9113);
    public static readonly DicomTag PlaneOrientation = new(0x0020, 0x9116);
    public static readonly DicomTag PixelMeasures = new(0x0028, 0x9110);
    public static readonly DicomTag PixelValueTransformation = new(0x0028, 0x9145);

    /// <summary>BINARY, FRACTIONAL or LABELMAP.</summary>
    public static readonly DicomTag SegmentationType = new(0x0062, 0x0001);
    public static readonly DicomTag SegmentSequence = new(0x0062, 0x0002);
    public static readonly DicomTag SegmentNumber = new(0x0062, 0x0004);
    public static readonly DicomTag SegmentLabel = new(0x0062, 0x0005);

    /// <summary>Which segment a frame shows.</summary>
    public static readonly DicomTag SegmentIdentification = new(0x0062, 0x000A);
    public static readonly DicomTag ReferencedSegmentNumber = new(0x0062, 0x000B);

    /// <summary>The stored value that stands for certainty, or for a pixel that is full.</summary>
    public static readonly DicomTag MaximumFractionalValue = new(0x0062, 0x000E);

    /// <summary>What a segment is, as a code.</summary>
    public static readonly DicomTag SegmentedPropertyType = new(0x0062, 0x000F);

    // What only a writer of segmentations names.
    public static readonly DicomTag ContentDate = new(0x0008, 0x0023);
    public static readonly DicomTag ContentTime = new(0x0008, 0x0033);
    public static readonly DicomTag AccessionNumber = new(0x0008, 0x0050);
    public static readonly DicomTag Manufacturer = new(0x0008, 0x0070);
    public static readonly DicomTag ReferringPhysicianName = new(0x0008, 0x0090);
    public static readonly DicomTag SeriesDescription = new(0x0008, 0x103E);
    public static readonly DicomTag ManufacturerModelName = new(0x0008, 0x1090);
    public static readonly DicomTag ReferencedSeries = new(0x0008, 0x1115);
    public static readonly DicomTag ReferencedInstances = new(0x0008, 0x114A);
    public static readonly DicomTag ReferencedSopClassUid = new(0x0008, 0x1150);
    public static readonly DicomTag ReferencedSopInstanceUid = new(0x0008, 0x1155);
    public static readonly DicomTag SourceImages = new(0x0008, 0x2112);
    public static readonly DicomTag DerivationImages = new(0x0008, 0x9124);
    public static readonly DicomTag DerivationCode = new(0x0008, 0x9215);
    public static readonly DicomTag PatientBirthDate = new(0x0010, 0x0030);
    public static readonly DicomTag PatientSex = new(0x0010, 0x0040);
    public static readonly DicomTag DeviceSerialNumber = new(0x0018, 0x1000);
    public static readonly DicomTag SoftwareVersions = new(0x0018, 0x1020);
    public static readonly DicomTag PositionReferenceIndicator = new(0x0020, 0x1040);
    public static readonly DicomTag FrameContent = new(0x0020, 0x9111);
    public static readonly DicomTag DimensionIndexValues = new(0x0020, 0x9157);
    public static readonly DicomTag DimensionOrganizationUid = new(0x0020, 0x9164);
    public static readonly DicomTag DimensionIndexPointer = new(0x0020, 0x9165);
    public static readonly DicomTag FunctionalGroupPointer = new(0x0020, 0x9167);
    public static readonly DicomTag DimensionOrganizations = new(0x0020, 0x9221);
    public static readonly DicomTag DimensionIndices = new(0x0020, 0x9222);
    public static readonly DicomTag LossyImageCompression = new(0x0028, 0x2110);
    public static readonly DicomTag PurposeOfReference = new(0x0040, 0xA170);
    public static readonly DicomTag SegmentedPropertyCategory = new(0x0062, 0x0003);
    public static readonly DicomTag SegmentAlgorithmType = new(0x0062, 0x0008);
    public static readonly DicomTag SegmentAlgorithmName = new(0x0062, 0x0009);

    /// <summary>Within the type: left or right.</summary>
    public static readonly DicomTag SegmentedPropertyTypeModifier = new(0x0062, 0x0011);
    public static readonly DicomTag ContentLabel = new(0x0070, 0x0080);
    public static readonly DicomTag ContentDescription = new(0x0070, 0x0081);
    public static readonly DicomTag ContentCreatorName = new(0x0070, 0x0084);

    public static IEnumerable<(string Vr, DicomTag[] Tags)> Representations =>
    [
        ("SQ", [SharedFunctionalGroups, PerFrameFunctionalGroups, PlanePosition, PlaneOrientation, PixelMeasures, PixelValueTransformation, SegmentSequence, SegmentIdentification, SegmentedPropertyType]),
        ("SQ", [ReferencedSeries, ReferencedInstances, SourceImages, DerivationImages, DerivationCode, FrameContent, DimensionOrganizations, DimensionIndices, PurposeOfReference, SegmentedPropertyCategory, SegmentedPropertyTypeModifier]),
        ("IS", [SeriesNumber, InstanceNumber]),
        ("UI", [FrameOfReferenceUid, ReferencedSopClassUid, ReferencedSopInstanceUid, DimensionOrganizationUid]),
        ("DA", [ContentDate, PatientBirthDate]),
        ("TM", [ContentTime]),
        ("SH", [AccessionNumber]),
        ("PN", [ReferringPhysicianName, ContentCreatorName]),
        ("UL", [DimensionIndexValues]),
        ("AT", [DimensionIndexPointer, FunctionalGroupPointer]),
        ("DS", [SpacingBetweenSlices]),
        ("CS", [SegmentationType, PatientSex, LossyImageCompression, SegmentAlgorithmType, ContentLabel]),
        ("US", [SegmentNumber, ReferencedSegmentNumber, MaximumFractionalValue]),
        ("LO", [SegmentLabel, Manufacturer, SeriesDescription, ManufacturerModelName, DeviceSerialNumber, SoftwareVersions, PositionReferenceIndicator, SegmentAlgorithmName, ContentDescription]),
    ];
}
