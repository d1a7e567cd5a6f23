using VividMed.Imaging.Masks;

namespace VividMed.Imaging.Dicom.Segmentations;

/// <summary>One segment to be written.</summary>
public sealed record SegmentContent
{
    /// <summary>For people; at most 64 characters.</summary>
    public required string Label { get; init; }

    /// <summary>What kind of thing it is, such as an anatomical structure.</summary>
    public required DicomCode Category { get; init; }

    /// <summary>What it is.</summary>
    public required DicomCode Property { get; init; }

    /// <summary>Left or right, as a code; null where it is neither or not known.</summary>
    public DicomCode? Side { get; init; }

    /// <summary>Which model outlined it.</summary>
    public required string Algorithm { get; init; }

    /// <summary>On the grid of the series; of an empty one no frame is written.</summary>
    public required RunLengthMask Mask { get; init; }
}
