using System.Buffers.Binary;
using VividMed.Imaging.Geometry;

namespace VividMed.Imaging.Nifti;

/// <summary>Reads and checks a NIfTI header. The byte order is the one in which its first field is its own size: 348 or 540.</summary>
internal static class NiftiHeaderReader
{
    private const int Size1 = 348;
    private const int Size2 = 540;
    private const int FirstCiftiIntent = 3001;
    private const int LastCiftiIntent = 3015;

    /// <summary>Whether the bytes begin with a header of either version and byte order; those of 348 bytes are needed for version 1.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12) return false;
        var (little, big) = (BinaryPrimitives.ReadInt32LittleEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes));
        if (little == Size2 || big == Size2) return bytes[4..].StartsWith("n+2\0"u8) || bytes[4..].StartsWith("ni2\0"u8);
        return (little == Size1 || big == Size1) && bytes.Length >= Size1 && (bytes[344..].StartsWith("n+1\0"u8) || bytes[344..].StartsWith("ni1\0"u8));
    }

    /// <summary>Reads the 348 or 540 bytes at the stream's position.</summary>
    public static NiftiHeader Read(Stream stream)
    {
        var bytes = new byte[Size2];
        if (stream.ReadAtLeast(bytes.AsSpan(0, 4), 4, throwOnEndOfStream: false) < 4) throw NotNifti();

        var (size, bigEndian) = (BinaryPrimitives.ReadInt32LittleEndian(bytes), false);
        if (size is not (Size1 or Size2)) (size, bigEndian) = (BinaryPrimitives.ReadInt32BigEndian(bytes), true);
        if (size is not (Size1 or Size2)) throw NotNifti();
        if (stream.ReadAtLeast(bytes.AsSpan(4, size - 4), size - 4, throwOnEndOfStream: false) < size - 4)
            throw new ImageFormatException("truncated-header", "The file ends within its NIfTI header.");

        var fields = new NiftiFields(bytes, bigEndian, wide: size == Size2);
        return size == Size1 ? Read1(fields, bytes, bigEndian) : Read2(fields, bytes, bigEndian);
    }

    private static NiftiHeader Read1(NiftiFields fields, ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        var isPair = IsPair(bytes[344..348], "n+1\0"u8, "ni1\0"u8);
        RefuseCifti(fields.Int16(68));
        Span<long> dimensions = stackalloc long[8];
        for (var i = 0; i < 8; i++) dimensions[i] = fields.Int16(40 + (2 * i));
        var scaling = Scaling(fields.Real(112), fields.Real(116));
        var offset = fields.Real(108);
        var warnings = new List<string>();
        var millimeters = NiftiUnits.Millimeters(bytes[123], warnings);
        return new()
        {
            Version = 1,
            BigEndian = bigEndian,
            IsPair = isPair,
            Shape = Shape(dimensions, warnings),
            Datatype = Datatype(fields.Int16(70), fields.Int16(72)),
            VoxelOffset = VoxelOffset(offset is >= 0 and < long.MaxValue ? (long)offset : -1, Size1 + 4, isPair),
            Slope = scaling.Slope,
            Intercept = scaling.Intercept,
            PixelDimensions = NiftiUnits.Scale(fields.Reals(76, 8), 1, 3, millimeters),
            QformCode = fields.Int16(252),
            SformCode = fields.Int16(254),
            Qform = NiftiUnits.Scale(fields.Reals(256, 6), 3, 3, millimeters),
            Sform = Rows(NiftiUnits.Scale(fields.Reals(280, 12), 0, 12, millimeters)),
            MillimetersPerUnit = millimeters,
            Warnings = warnings,
        };
    }

    private static NiftiHeader Read2(NiftiFields fields, ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        var isPair = IsPair(bytes[4..8], "n+2\0"u8, "ni2\0"u8);
        RefuseCifti(fields.Int32(504));
        Span<long> dimensions = stackalloc long[8];
        for (var i = 0; i < 8; i++) dimensions[i] = fields.Int64(16 + (8 * i));
        var scaling = Scaling(fields.Real(176), fields.Real(184));
        var warnings = new List<string>();
        var millimeters = NiftiUnits.Millimeters(fields.Int32(500), warnings);
        return new()
        {
            Version = 2,
            BigEndian = bigEndian,
            IsPair = isPair,
            Shape = Shape(dimensions, warnings),
            Datatype = Datatype(fields.Int16(12), fields.Int16(14)),
            VoxelOffset = VoxelOffset(fields.Int64(168), Size2 + 4, isPair),
            Slope = scaling.Slope,
            Intercept = scaling.Intercept,
            PixelDimensions = NiftiUnits.Scale(fields.Reals(104, 8), 1, 3, millimeters),
            QformCode = fields.Int32(344),
            SformCode = fields.Int32(348),
            Qform = NiftiUnits.Scale(fields.Reals(352, 6), 3, 3, millimeters),
            Sform = Rows(NiftiUnits.Scale(fields.Reals(400, 12), 0, 12, millimeters)),
            MillimetersPerUnit = millimeters,
            Warnings = warnings,
        };
    }

    private static bool IsPair(ReadOnlySpan<byte> magic, ReadOnlySpan<byte> single, ReadOnlySpan<byte> pair)
    {
        if (magic.SequenceEqual(pair)) return true;
        if (magic.SequenceEqual(single)) return false;
        throw magic.IndexOfAnyExcept((byte)0) < 0
            ? new ImageFormatException("not-nifti", "The header is of Analyze 7.5, which does not say where left and right are; NIfTI is read.")
            : NotNifti();
    }

    private static void RefuseCifti(int intent)
    {
        if (intent is >= FirstCiftiIntent and <= LastCiftiIntent) throw Cifti();
    }

    private static int[] Shape(ReadOnlySpan<long> dimensions, List<string> warnings)
    {
        if (dimensions[0] is < 1 or > 7) throw BadDimensions($"The header claims {dimensions[0]} dimensions; 1 to 7 are possible.");

        var shape = new int[dimensions[0]];
        var voxels = (Int128)1;
        for (var i = 0; i < shape.Length; i++)
        {
            var length = dimensions[i + 1];

            // As niftilib, and ITK by it, has it: an axis but the first without a length has one voxel.
            if (length == 0 && i > 0)
            {
                warnings.Add($"Dimension {i + 1} has the length 0 and was taken as 1.");
                length = 1;
            }

            if (length < 1) throw BadDimensions($"Dimension {i + 1} has the length {length}.");
            voxels *= length;
            if (length > int.MaxValue || voxels > long.MaxValue / 8)
            {
                throw new ImageFormatException("too-large", "The header claims more voxels than any file holds.");
            }

            shape[i] = (int)length;
        }

        return shape;
    }

    private static NiftiDatatype Datatype(short code, short bits)
    {
        var datatype = (NiftiDatatype)code;
        if (datatype.Size() == 0)
        {
            throw new ImageFormatException(
                "unsupported-datatype", $"Voxels of NIfTI datatype {code} are not scalar numbers that can be read.");
        }

        if (bits != 0 && bits != datatype.Size() * 8)
        {
            throw new ImageFormatException(
                "datatype-mismatch", $"The header says {bits} bits a voxel, but {datatype.Name()} has {datatype.Size() * 8}.");
        }

        return datatype;
    }

    private static long VoxelOffset(long offset, int smallest, bool isPair)
    {
        if (isPair && offset >= 0) return offset;
        if (offset == 0) return smallest;
        return offset >= smallest
            ? offset
            : throw new ImageFormatException("bad-voxel-offset", "The header places the voxels inside itself or nowhere.");
    }

    private static (double Slope, double Intercept) Scaling(double slope, double intercept)
    {
        if (slope == 0 || !double.IsFinite(slope)) return (1, 0);
        return double.IsFinite(intercept)
            ? (slope, intercept)
            : throw new ImageFormatException("bad-scaling", "The header has a slope but no finite intercept.");
    }

    private static Affine Rows(double[] v) => new(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11]);

    public static ImageFormatException Cifti() => new("cifti", "The file is a CIFTI connectivity matrix, not an image.");

    private static ImageFormatException NotNifti() => new("not-nifti", "The file has no NIfTI-1 or NIfTI-2 header.");

    private static ImageFormatException BadDimensions(string message) => new("bad-dimensions", message);
}
