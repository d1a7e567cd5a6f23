using System.Runtime.InteropServices;

namespace VividMed.Imaging.Codecs;

/// <summary>The calls that this product makes into OpenJPEG 2.5 (BSD-2-Clause).</summary>
internal static partial class OpenJpeg
{
    /// <summary>A bare codestream; the boxes of a JP2 file are stepped over by own code.</summary>
    public const int BareCodestream = 0;

    /// <summary>More than opj_dparameters_t takes (8,252 bytes in version 2.5).</summary>
    public const int ParameterBytes = 16_384;

    [LibraryImport(OptionalLibrary.OpenJpegName, EntryPoint = "opj_create_decompress")]
    internal static partial nint CreateDecompress(int format);

    [LibraryImport(OptionalLibrary.OpenJpegName, EntryPoint = "opj_destroy_codec")]
    internal static partial void DestroyCodec(nint codec);

    [LibraryImport(OptionalLibrary.OpenJpegName, EntryPoint = "opj_set_default_decoder_parameters")]
    internal static unsafe partial void SetDefaultParameters(byte* parameters);

    [LibraryImport(OptionalLibrary.OpenJpegName, EntryPoint = "opj_setup_decoder")]
    internal static unsafe partial int SetupDecoder(nint codec, byte* parameters);

    [LibraryImport(OptionalLibrary.OpenJpegName, EntryPoint = "opj_stream_create")]
    internal static partial nint CreateStream(nuint bufferBytes, int isInput);

    [LibraryImport(OptionalLibrary.OpenJpegName, EntryPoint = "opj_stream_destroy")]
    internal static partial void DestroyStream(nint stream);

    [LibraryImport(OptionalLibrary.OpenJpegName, EntryPoint = "opj_stream_set_read_function")]
    internal static unsafe partial void SetRead(nint stream, delegate* unmanaged[Cdecl]<byte*, nuint, MemorySource*, nuint> read);

    [LibraryImport(OptionalLibrary.OpenJpegName, EntryPoint = "opj_stream_set_skip_function")]
    internal static unsafe partial void SetSkip(nint stream, delegate* unmanaged[Cdecl]<long, MemorySource*, long> skip);

    [LibraryImport(OptionalLibrary.OpenJpegName, EntryPoint = "opj_stream_set_seek_function")]
    internal static unsafe partial void SetSeek(nint stream, delegate* unmanaged[Cdecl]<long, MemorySource*, int> seek);

    [LibraryImport(OptionalLibrary.OpenJpegName, EntryPoint = "opj_stream_set_user_data")]
    internal static unsafe partial void SetUserData(nint stream, MemorySource* source, nint free);

    [LibraryImport(OptionalLibrary.OpenJpegName, EntryPoint = "opj_stream_set_user_data_length")]
    internal static partial void SetUserDataLength(nint stream, ulong length);

    [LibraryImport(OptionalLibrary.OpenJpegName, EntryPoint = "opj_read_header")]
    internal static unsafe partial int ReadHeader(nint stream, nint codec, Image** image);

    [LibraryImport(OptionalLibrary.OpenJpegName, EntryPoint = "opj_decode")]
    internal static unsafe partial int Decode(nint codec, nint stream, Image* image);

    [LibraryImport(OptionalLibrary.OpenJpegName, EntryPoint = "opj_image_destroy")]
    internal static unsafe partial void DestroyImage(Image* image);

    /// <summary>opj_image_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct Image
    {
        public uint X0, Y0, X1, Y1;
        public uint ComponentCount;
        public int ColorSpace;
        public ImageComponent* Components;
        public nint Profile;
        public uint ProfileLength;
    }

    /// <summary>opj_image_comp_t.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct ImageComponent
    {
        public uint Dx, Dy, Width, Height, X0, Y0, Precision, ObsoleteDepth, IsSigned, ResolutionsDecoded, Factor;
        public int* Data;
        public ushort Alpha;
    }
}
