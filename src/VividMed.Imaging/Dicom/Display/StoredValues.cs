using System.Buffers.Binary;

namespace VividMed.Imaging.Dicom.Display;

/// <summary>
/// The stored values of one frame as numbers: bits above BitsStored, where old files keep overlays, are cut off and the sign extended;
/// floating point is taken as it is.
/// </summary>
internal readonly ref struct StoredValues
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _size;
    private readonly int _shift;
    private readonly Kind _kind;

    /// <exception cref="ImageFormatException"><c>not-a-picture</c>: the values are whole numbers of more than 32 bits.</exception>
    public StoredValues(DicomImage image, int frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, image.Frames);
        if (image.BitsAllocated > 32 && !image.IsFloatingPoint)
        {
            throw new ImageFormatException("not-a-picture", $"values of {image.BitsAllocated} bits are not shown as a picture");
        }

        _size = Math.Max(1, image.BitsAllocated / 8);
        _kind = image.IsFloatingPoint ? Kind.Floating : image.PixelRepresentation == 1 ? Kind.Signed : Kind.Unsigned;
        _shift = 32 - image.BitsStored;
        Count = image.Rows * image.Columns * image.SamplesPerPixel;
        _bytes = image.Pixels.AsSpan(frame * Count * _size, Count * _size);
    }

    private enum Kind
    {
        Unsigned,
        Signed,
        Floating,
    }

    public int Count { get; }

    /// <summary>Exact: a double holds every value of 32 bits.</summary>
    public double this[int index]
    {
        get
        {
            if (_kind == Kind.Floating)
            {
                return _size == 4
                    ? BinaryPrimitives.ReadSingleLittleEndian(_bytes[(4 * index)..])
                    : BinaryPrimitives.ReadDoubleLittleEndian(_bytes[(8 * index)..]);
            }

            var bits = _size switch
            {
                1 => _bytes[index],
                2 => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(2 * index)..]),
                _ => BinaryPrimitives.ReadInt32LittleEndian(_bytes[(4 * index)..]),
            };
            return _kind == Kind.Signed ? bits << _shift >> _shift : (uint)bits << _shift >> _shift;
        }
    }
}
