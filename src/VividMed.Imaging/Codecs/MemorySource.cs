using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VividMed.Imaging.Codecs;

/// <summary>A codestream in memory as OpenJPEG's stream functions see it. Every position is checked against the length.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MemorySource
{
    private const int False = 0;
    private const int True = 1;

    public byte* Data;
    public long Length;
    public long Position;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static nuint Read(byte* buffer, nuint bytes, MemorySource* source)
    {
        var left = source->Length - source->Position;
        if (left <= 0) return nuint.MaxValue;
        var count = (long)Math.Min((ulong)left, bytes);
        Buffer.MemoryCopy(source->Data + source->Position, buffer, count, count);
        source->Position += count;
        return (nuint)count;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static long Skip(long bytes, MemorySource* source)
    {
        if (bytes < 0 || source->Position >= source->Length) return -1;
        var count = Math.Min(bytes, source->Length - source->Position);
        source->Position += count;
        return count;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static int Seek(long position, MemorySource* source)
    {
        if (position < 0 || position > source->Length) return False;
        source->Position = position;
        return True;
    }
}
