using System.Runtime.InteropServices;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Streams;

namespace VividMed.Imaging.Nifti;

/// <summary>
/// Writes three-dimensional NIfTI files (version 2 where an axis is longer than 32,767), little endian, unscaled, in millimeters, with
/// sform code 1 and, where the axes are perpendicular, the same geometry as qform code 1. Voxels come x fastest, then y, then z. The bytes
/// depend on nothing but the arguments: gzip gets no time and no file name.
/// </summary>
public static class NiftiWriter
{
    private const int PieceBytes = 1 << 20;

    /// <summary>Writes voxels of any of the ten scalar types: byte, sbyte, short, ushort, int, uint, long, ulong, float, double.</summary>
    public static void Write<T>(
        Stream stream, ReadOnlySpan<T> voxels, int width, int height, int depth, Affine voxelToWorld, bool gzip = true)
        where T : unmanaged => Write(stream, voxels, DatatypeOf<T>(), width, height, depth, voxelToWorld, gzip);

    /// <summary>The same from an array, for which the compiler does not infer the voxels' type.</summary>
    /// <exception cref="ArgumentException">The voxels do not fill the grid, or the affine is not invertible.</exception>
    public static void Write<T>(Stream stream, T[] voxels, int width, int height, int depth, Affine voxelToWorld, bool gzip = true)
        where T : unmanaged => Write(stream, (ReadOnlySpan<T>)voxels, DatatypeOf<T>(), width, height, depth, voxelToWorld, gzip);

    /// <summary>Writes the volume's values as float32.</summary>
    public static void Write(Stream stream, Volume volume, bool gzip = true) =>
        Write(stream, volume.Voxels, volume.Width, volume.Height, volume.Depth, volume.VoxelToWorld, gzip);

    /// <summary>Writes the mask as uint8, 1 where it is set.</summary>
    public static void Write(Stream stream, Mask mask, Affine voxelToWorld, bool gzip = true)
    {
        var voxels = new byte[mask.Length];
        for (var start = mask.NextSet(0); start >= 0;)
        {
            var end = mask.NextClear(start);
            if (end < 0) end = mask.Length;
            voxels.AsSpan((int)start, (int)(end - start)).Fill(1);
            start = mask.NextSet(end);
        }

        Write(stream, voxels, mask.Width, mask.Height, mask.Depth, voxelToWorld, gzip);
    }

    private static void Write<T>(
        Stream stream, ReadOnlySpan<T> voxels, NiftiDatatype datatype, int width, int height, int depth, Affine voxelToWorld, bool gzip)
        where T : unmanaged
    {
        if (width < 1 || height < 1 || depth < 1 || (long)width * height * depth != voxels.Length)
            throw new ArgumentException($"{voxels.Length} voxels do not fill a grid of {width} x {height} x {depth}.", nameof(voxels));
        if (!voxelToWorld.IsInvertible) throw new ArgumentException("The affine is not invertible.", nameof(voxelToWorld));

        var header = NiftiHeaderWriter.Build(datatype, width, height, depth, voxelToWorld);
        if (!gzip)
        {
            stream.Write(header);
            WriteVoxels(stream, voxels);
            return;
        }

        using var compressed = new DeterministicGzipStream(stream);
        compressed.Write(header);
        WriteVoxels(compressed, voxels);
    }

    private static NiftiDatatype DatatypeOf<T>() => Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.Byte => NiftiDatatype.UInt8,
        TypeCode.SByte => NiftiDatatype.Int8,
        TypeCode.Int16 => NiftiDatatype.Int16,
        TypeCode.UInt16 => NiftiDatatype.UInt16,
        TypeCode.Int32 => NiftiDatatype.Int32,
        TypeCode.UInt32 => NiftiDatatype.UInt32,
        TypeCode.Int64 => NiftiDatatype.Int64,
        TypeCode.UInt64 => NiftiDatatype.UInt64,
        TypeCode.Single => NiftiDatatype.Float32,
        TypeCode.Double => NiftiDatatype.Float64,
        _ => throw new NotSupportedException($"NIfTI has no voxels of type {typeof(T).Name}."),
    };

    private static void WriteVoxels<T>(Stream stream, ReadOnlySpan<T> voxels)
        where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Voxels are written as they lie in memory, which must be little endian.");

        var pieceLength = PieceBytes / Marshal.SizeOf<T>();
        for (var start = 0; start < voxels.Length; start += pieceLength)
            stream.Write(MemoryMarshal.AsBytes(voxels.Slice(start, Math.Min(pieceLength, voxels.Length - start))));
    }
}
