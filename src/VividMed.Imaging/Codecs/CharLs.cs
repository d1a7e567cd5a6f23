using System.Runtime.InteropServices;

namespace VividMed.Imaging.Codecs;

/// <summary>The calls that this product makes into CharLS 2 (BSD-3-Clause).</summary>
internal static partial class CharLs
{
    public const int Success = 0;

    /// <summary>Components one after the other rather than mixed by line or by sample.</summary>
    public const int Planar = 0;

    [LibraryImport(OptionalLibrary.CharLsName, EntryPoint = "charls_jpegls_decoder_create")]
    internal static partial nint Create();

    [LibraryImport(OptionalLibrary.CharLsName, EntryPoint = "charls_jpegls_decoder_destroy")]
    internal static partial void Destroy(nint decoder);

    [LibraryImport(OptionalLibrary.CharLsName, EntryPoint = "charls_jpegls_decoder_set_source_buffer")]
    internal static unsafe partial int SetSource(nint decoder, byte* source, nuint length);

    [LibraryImport(OptionalLibrary.CharLsName, EntryPoint = "charls_jpegls_decoder_read_header")]
    internal static partial int ReadHeader(nint decoder);

    [LibraryImport(OptionalLibrary.CharLsName, EntryPoint = "charls_jpegls_decoder_get_frame_info")]
    internal static partial int GetFrameInfo(nint decoder, out FrameInfo info);

    [LibraryImport(OptionalLibrary.CharLsName, EntryPoint = "charls_jpegls_decoder_get_interleave_mode")]
    internal static partial int GetInterleaveMode(nint decoder, out int mode);

    [LibraryImport(OptionalLibrary.CharLsName, EntryPoint = "charls_jpegls_decoder_get_destination_size")]
    internal static partial int GetDestinationSize(nint decoder, uint stride, out nuint bytes);

    [LibraryImport(OptionalLibrary.CharLsName, EntryPoint = "charls_jpegls_decoder_decode_to_buffer")]
    internal static unsafe partial int Decode(nint decoder, byte* destination, nuint length, uint stride);

    [StructLayout(LayoutKind.Sequential)]
    internal struct FrameInfo
    {
        public uint Width;
        public uint Height;
        public int BitsPerSample;
        public int Components;
    }
}
