using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Dicom.Segmentations;
using VividMed.Imaging.Dicom.Series;
using VividMed.Imaging.Formats;
using VividMed.Imaging.Jpeg;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;
using VividMed.Imaging.Resampling;
using VividMed.Imaging.Tests.Codecs;
using VividMed.Imaging.Tests.Dicom.Series;
using VividMed.Imaging.Tests.Nifti;

namespace VividMed.Imaging.Tests.Safety;

/// <summary>
/// A decoder or parser to be battered: sound files to begin with, what reads them after the damage (and wraps them, where only a part
/// is to be damaged), and how many usual cases one of its own costs.
/// </summary>
internal sealed record FuzzTarget(string Name, Func<byte[][]> Files, Action<byte[]> Read, int Cost = 1)
{
    private static readonly DicomLimits Limits = new() { FileBytes = 4 << 20, PixelBytes = 4 << 20, HeaderBytes = 4 << 20 };

    public static FuzzTarget[] All { get; } =
    [
        new("dicom", FuzzFiles.Dicom, ReadDicom),
        new("odd-dicom", FuzzFiles.OddDicom, ReadDicom),
        new("odd-dicom-header", FuzzFiles.OddDicom, static bytes => ReadAttributes(DicomHeader.Read(new MemoryStream(bytes), Limits).Dataset)),
        new("frames", FuzzFiles.OddDicom, static bytes => DicomFile.Read(new MemoryStream(bytes), Limits).DecodeFrame(1)),
        new("formats", static () => [.. FuzzFiles.OddDicom(), .. FuzzFiles.Nifti(), .. FuzzFiles.GzippedNifti(), .. FuzzFiles.Png()], static bytes => ImageFormats.Of(new MemoryStream(bytes), out _)),
        new("real-dicom", FuzzFiles.RealDicom, ReadDicom),
        new("dicom-header", FuzzFiles.Dicom, static bytes => ReadAttributes(DicomHeader.Read(new MemoryStream(bytes), Limits).Dataset)),
        new("deflated-dicom", FuzzFiles.PlainDicom, static bytes => ReadDicom(FuzzFiles.Deflated(bytes))),
        .. CodecSample.Names.Select(static name => new FuzzTarget(name, () => [CodecSample.Codestream(name)], bytes => ReadDicom(CodecSample.Dicom(name, bytes).ToArray()), name.EndsWith(".htj2k", StringComparison.Ordinal) ? 20 : 1)),
        new("lossless-jpeg", FuzzFiles.LosslessJpeg, static bytes => ReadDicom(FuzzFiles.Around(bytes, samples: 1, bits: 16))),
        new("lossless-colour-jpeg", FuzzFiles.LosslessColorJpeg, static bytes => ReadDicom(FuzzFiles.Around(bytes, samples: 3, bits: 8))),
        new("baseline-jpeg", FuzzFiles.BaselineJpeg, static bytes => JpegCodec.ReadGray(new MemoryStream(bytes))),
        new("run-length", FuzzFiles.RunLength, static bytes => ReadDicom(FuzzFiles.Around(bytes, samples: 1, bits: 16, "1.2.840.10008.1.2.5"))),
        new("series", FuzzFiles.PlainDicom, static bytes => DicomSeries.Assemble([() => new MemoryStream(bytes), () => new MemoryStream(bytes)], Limits)),
        new("ct-series", FuzzFiles.CtSlices, static bytes => DicomSeries.ReadCt([() => new MemoryStream(bytes), () => new MemoryStream(CtFolder.Encode(CtFolder.Slice(9)))], null, Limits)),
        new("enhanced-series", FuzzFiles.EnhancedDicom, static bytes => DicomSeries.ReadCt([() => new MemoryStream(bytes)], null, Limits)),
        new("segmentation", FuzzFiles.Segmentations, static bytes => ReadSegmentation(DicomSegmentation.Read(new MemoryStream(bytes), Limits))),
        new("nifti", FuzzFiles.Nifti, ReadNifti),
        new("nifti-within-gzip", FuzzFiles.Nifti, static bytes => ReadNifti(FuzzFiles.Gzipped(bytes))),
        new("gzip", FuzzFiles.GzippedNifti, ReadNifti),
        new("png", FuzzFiles.Png, static bytes => PngCodec.ReadGray(new MemoryStream(bytes))),
    ];

    private static void ReadDicom(byte[] bytes)
    {
        var file = DicomFile.Read(new MemoryStream(bytes), Limits);
        ReadAttributes(file.Dataset);
        var image = file.DecodeImage();
        DisplayRendering.Render(image, DicomDisplay.Read(file.Dataset));
        RadiographRendering.Render(image);
    }

    private static void ReadSegmentation(DicomSegmentation read)
    {
        foreach (var segment in read.Segments) read.MaskOf(segment.Number);
    }

    private static void ReadAttributes(DicomDataset dataset)
    {
        foreach (var tag in dataset.Tags)
        {
            dataset.GetString(tag);
            if (dataset.Find(tag) is { Vr: "SQ" }) dataset.GetSequence(tag);
        }
    }

    private static void ReadNifti(byte[] bytes)
    {
        NiftiFile.ReadInfo(new MemoryStream(bytes));
        var image = NiftiFile.Read(new MemoryStream(bytes), maxVoxels: 1 << 20);
        NiftiFile.Read(new OneWayStream(new MemoryStream(bytes)), maxVoxels: 1 << 20);
        Reorientation.ToRas(image.ToVolume());
    }
}
