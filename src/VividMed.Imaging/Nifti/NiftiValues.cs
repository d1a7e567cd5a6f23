using System.Numerics;
using System.Runtime.InteropServices;

namespace VividMed.Imaging.Nifti;

/// <summary>Turns stored voxels (native byte order) into values: stored x slope + intercept in double precision, then rounded.</summary>
internal static class NiftiValues
{
    /// <summary>
    /// Reads the next <paramref name="values"/>.Length voxels through <paramref name="scratch"/>, which must hold their bytes.
    /// </summary>
    public static void ReadNext<T>(NiftiSource source, byte[] scratch, Span<T> values)
        where T : unmanaged, INumberBase<T>
    {
        var stored = scratch.AsSpan(0, values.Length * source.Header.Datatype.Size());
        source.Read(stored);
        Convert(source.Header, stored, values);
    }

    private static void Convert<T>(NiftiHeader header, ReadOnlySpan<byte> stored, Span<T> values)
        where T : unmanaged, INumberBase<T>
    {
        switch (header.Datatype)
        {
            case NiftiDatatype.UInt8: Convert<byte, T>(header, stored, values); break;
            case NiftiDatatype.Int8: Convert<sbyte, T>(header, stored, values); break;
            case NiftiDatatype.Int16: Convert<short, T>(header, stored, values); break;
            case NiftiDatatype.UInt16: Convert<ushort, T>(header, stored, values); break;
            case NiftiDatatype.Int32: Convert<int, T>(header, stored, values); break;
            case NiftiDatatype.UInt32: Convert<uint, T>(header, stored, values); break;
            case NiftiDatatype.Int64: Convert<long, T>(header, stored, values); break;
            case NiftiDatatype.UInt64: Convert<ulong, T>(header, stored, values); break;
            case NiftiDatatype.Float32: Convert<float, T>(header, stored, values); break;
            case NiftiDatatype.Float64: Convert<double, T>(header, stored, values); break;
            default: throw new ArgumentOutOfRangeException(nameof(header));
        }
    }

    private static void Convert<TStored, T>(NiftiHeader header, ReadOnlySpan<byte> bytes, Span<T> values)
        where TStored : unmanaged, INumberBase<TStored>
        where T : unmanaged, INumberBase<T>
    {
        var stored = MemoryMarshal.Cast<byte, TStored>(bytes);
        if (header.IsScaled)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = T.CreateTruncating((double.CreateTruncating(stored[i]) * header.Slope) + header.Intercept);
            return;
        }

        var start = typeof(TStored) == typeof(short) && typeof(T) == typeof(float)
            ? Widen(MemoryMarshal.Cast<byte, short>(bytes), MemoryMarshal.Cast<T, float>(values))
            : 0;
        for (var i = start; i < values.Length; i++) values[i] = T.CreateTruncating(stored[i]);
    }

    /// <summary>The common case, a vector at a time; returns how many values it has done.</summary>
    private static int Widen(ReadOnlySpan<short> stored, Span<float> values)
    {
        var done = 0;
        for (; done + Vector<short>.Count <= stored.Length; done += Vector<short>.Count)
        {
            Vector.Widen(new Vector<short>(stored[done..]), out var low, out var high);
            Vector.ConvertToSingle(low).CopyTo(values[done..]);
            Vector.ConvertToSingle(high).CopyTo(values[(done + Vector<int>.Count)..]);
        }

        return done;
    }
}
