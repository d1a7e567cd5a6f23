using System.Buffers.Binary;

namespace VividMed.Imaging.Dicom.Display;

/// <summary>
/// The stored values of one frame as numbers: bits above BitsStored, where old files keep overlays, are cut off and the sign extended.
/// </summary>
internal readonly ref struct StoredValues
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _size;
    private readonly int _shift;
    private readonly bool _signed;

    /// <exception cref="ImageFormatException"><c>not-a-picture</c>: the values are neither 1, 8, 16 nor 32 bits wide.</exception>
    public StoredValues(DicomImage image, int frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, image.Frames);
        if (image.BitsAllocated > 32)
        {
            throw new ImageFormatException("not-a-picture", $"values of {image.BitsAllocated} bits are not shown as a picture");
        }

        _size = Math.Max(1, image.BitsAllocated / 8);
        _signed = image.PixelRepresentation == 1;
        _shift = 32 - image.BitsStored;
        Count = image.Rows * image.Columns * image.SamplesPerPixel;
        _bytes = image.Pixels.AsSpan(frame * Count * _size, Count * _size);
    }

    public int Count { get; }

    public int this[int index]
    {
        get
        {
            var bits = _size switch
            {
                1 => _bytes[index],
                2 => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(2 * index)..]),
                _ => BinaryPrimitives.ReadInt32LittleEndian(_bytes[(4 * index)..]),
            };
            return _signed ? bits << _shift >> _shift : (int)((uint)bits << _shift >> _shift);
        }
    }
}
