using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Masks;

namespace VividMed.Imaging.Dicom.Segmentations;

/// <summary>The pixels of a segmentation's frames.</summary>
internal interface ISegmentPixels
{
    /// <summary>Sets what a frame has of a segment, from a linear index of the mask on.</summary>
    void Mark(int frame, int segment, Mask mask, long start);
}

/// <summary>One bit a pixel, lowest first, as it lies in the file: a whole body of segments would not fit into memory at a byte each.</summary>
internal sealed class PackedPixels(ReadOnlyMemory<byte> bits, long frameLength) : ISegmentPixels
{
    public void Mark(int frame, int segment, Mask mask, long start)
    {
        var bytes = bits.Span;
        var first = frame * frameLength;
        for (var i = 0L; i < frameLength; i++)
        {
            var at = first + i;
            // Most bytes are empty.
            if ((at & 7) == 0 && bytes[(int)(at >> 3)] == 0) i += 7;
            else if ((bytes[(int)(at >> 3)] >> (int)(at & 7) & 1) != 0) mask[start + i] = true;
        }
    }
}

/// <summary>Decoded values: a share of a fractional segment, or the number of a label map's segment.</summary>
/// <param name="half">The value from which a pixel belongs to a fractional segment; null for a label map.</param>
internal sealed class DecodedPixels(DicomImage image, int? half) : ISegmentPixels
{
    public void Mark(int frame, int segment, Mask mask, long start)
    {
        var stored = new StoredValues(image, frame);
        for (var i = 0; i < stored.Count; i++)
        {
            if (half is { } least ? stored[i] >= least : stored[i] == segment) mask[start + i] = true;
        }
    }
}
