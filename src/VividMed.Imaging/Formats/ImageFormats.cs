using System.IO.Compression;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;
using VividMed.Imaging.Streams;

namespace VividMed.Imaging.Formats;

/// <summary>Tells what a file holds by its first bytes: names are known to lie.</summary>
public static class ImageFormats
{
    /// <summary>As many bytes as the longest first look needs: a NIfTI-1 header.</summary>
    private const int Look = 352;

    /// <summary>What is recognized so that a refusal may name it, by its bytes at a place.</summary>
    private static readonly (string Name, int At, byte[] Bytes)[] Foreign =
    [
        ("a WebP image", 8, [.. "WEBP"u8]),
        ("a TIFF image", 0, [.. "II*\0"u8]),
        ("a TIFF image", 0, [.. "MM\0*"u8]),
        ("a GIF image", 0, [.. "GIF8"u8]),
        ("a HEIF or AVIF image", 4, [.. "ftyp"u8]),
        ("a JPEG 2000 image", 4, [.. "jP  "u8]),
        ("a bare JPEG 2000 codestream", 0, [0xFF, 0x4F, 0xFF, 0x51]),
        ("a JPEG XL image", 4, [.. "JXL "u8]),
        ("a PDF document", 0, [.. "%PDF"u8]),
        ("a zip archive", 0, [.. "PK\x03\x04"u8]),
        ("an NRRD volume", 0, [.. "NRRD"u8]),
        ("a MetaImage volume", 0, [.. "ObjectType"u8]),
        ("an HDF5 file", 0, [0x89, .. "HDF"u8]),
        ("a web page", 0, [.. "<!DOCTYPE"u8]),
        ("a web page", 0, [.. "<html"u8]),
        ("an XML file", 0, [.. "<?xml"u8]),
        ("a pointer of Git LFS to a file that was not fetched", 0, [.. "version https://git-lfs"u8]),
    ];

    /// <summary>Looks at a stream's first bytes, through gzip.</summary>
    /// <param name="stream">At the beginning of the content.</param>
    /// <param name="whole">The same content from its beginning: the stream itself where that can seek.</param>
    /// <exception cref="ImageFormatException"><c>foreign-format</c>: it is recognized and nothing that is read here.</exception>
    public static ImageFormat Of(Stream stream, out Stream whole)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var start = new byte[Look];
        var filled = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (stream.CanSeek) stream.Seek(-filled, SeekOrigin.Current);
        whole = stream.CanSeek ? stream : new PrefixedStream(start.AsMemory(0, filled), stream);
        var head = start.AsSpan(0, filled);
        return head is [0x1F, 0x8B, ..] ? Of(Inflate(head)) : Of(head);
    }

    /// <summary>Looks at a file's first bytes; <see cref="ImageFormat.Unknown"/> for the voxels of a pair, which have no mark.</summary>
    /// <exception cref="ImageFormatException"><c>foreign-format</c>.</exception>
    public static ImageFormat OfFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Of(file, out _);
    }

    private static ImageFormat Of(ReadOnlySpan<byte> head)
    {
        if (DicomStart.IsMarked(head)) return ImageFormat.Dicom;
        if (head.StartsWith(PngHeader.Signature)) return ImageFormat.Png;
        if (head is [0xFF, 0xD8, 0xFF, ..]) return ImageFormat.Jpeg;
        if (NiftiHeaderReader.Begins(head)) return ImageFormat.Nifti;
        foreach (var (name, at, bytes) in Foreign)
        {
            if (head.Length <= at || !head[at..].StartsWith(bytes)) continue;
            throw new ImageFormatException(
                "foreign-format", $"the content is {name}, whatever the file is called, and DICOM, NIfTI, PNG and JPEG are read; convert it first");
        }

        return DicomStart.Find(head) is null ? ImageFormat.Unknown : ImageFormat.Dicom;
    }

    /// <summary>As much of the content as the first bytes of its gzip stream give.</summary>
    private static ReadOnlySpan<byte> Inflate(ReadOnlySpan<byte> packed)
    {
        var content = new byte[Look];
        using var gzip = new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        var filled = 0;
        try
        {
            for (var read = -1; read != 0 && filled < content.Length; filled += read) read = gzip.Read(content, filled, content.Length - filled);
        }
        catch (InvalidDataException)
        {
            // Whoever reads it to the end says so.
        }

        return content.AsSpan(0, filled);
    }
}

/// <summary>What a file holds by its content.</summary>
public enum ImageFormat
{
    /// <summary>Nothing that is recognized; a DICOM data set or the voxels of a NIfTI pair may look so.</summary>
    Unknown,

    /// <summary>A DICOM file, or a bare data set.</summary>
    Dicom,

    /// <summary>NIfTI-1 or NIfTI-2, also the header of a pair.</summary>
    Nifti,

    /// <summary>A PNG picture.</summary>
    Png,

    /// <summary>A JPEG picture.</summary>
    Jpeg,
}
