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

    public static IEnumerable<(string Vr, DicomTag[] Tags)> Representations =>
    [
        ("SQ", [SharedFunctionalGroups, PerFrameFunctionalGroups, PlanePosition, PlaneOrientation, PixelMeasures, PixelValueTransformation, SegmentSequence, SegmentIdentification, SegmentedPropertyType]),
        ("IS", [SeriesNumber, InstanceNumber]),
        ("UI", [FrameOfReferenceUid]),
        ("DS", [SpacingBetweenSlices]),
        ("CS", [SegmentationType]),
        ("US", [SegmentNumber, ReferencedSegmentNumber, MaximumFractionalValue]),
        ("LO", [SegmentLabel]),
    ];
}
