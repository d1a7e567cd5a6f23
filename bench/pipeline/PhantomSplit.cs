using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Masks;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Png;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;

namespace VividMed.Bench.Pipeline;

/// <summary>A phantom radiograph and a phantom CT, step by step as the localize stage takes them, with the shipped miniatures.</summary>
internal sealed class PhantomSplit(Sources sources, string models)
{
    private static readonly ExecutionOptions OneThread = new(ExecutionProvider.Cpu, Threads: 1);

    private readonly ModelCatalog _catalog = new(models);

    public void Measure(ResultTable table, CancellationToken cancellationToken)
    {
        Radiograph(table, cancellationToken);
        if (sources.Scans > 0) Volume(table, cancellationToken);
    }

    private void Radiograph(ResultTable table, CancellationToken cancellationToken)
    {
        using var detector = DetectorModel.Open(_catalog.Load("phantom-dino-mini"), OneThread);
        using var anatomy = RadiographSegmenterModel.Open(_catalog.Load("phantom-cxas-mini"), OneThread);
        var content = File.ReadAllBytes(Sources.First(sources.Radiographs, "*.dcm"));
        var picture = RadiographRendering.Render(Decode(content));
        using var prepared = detector.Prepare(picture);
        using var outlined = anatomy.Prepare(picture);
        table.Add("phantom radiograph: decode and render", ProcessorTime.Of(() => RadiographRendering.Render(Decode(content))), "ms");
        table.Add("phantom radiograph: prepare for two models", ProcessorTime.Of(() =>
        {
            detector.Prepare(picture).Dispose();
            anatomy.Prepare(picture).Dispose();
        }), "ms");
        table.Add("phantom radiograph: detector", ProcessorTime.Of(() => detector.DetectPrepared([prepared], cancellationToken)), "ms");
        var pending = ProcessorTime.Of(() => anatomy.SegmentPrepared([outlined], cancellationToken)[0].Dispose());
        table.Add("phantom radiograph: anatomy", pending, "ms");
        table.Add("phantom radiograph: masks of it", ProcessorTime.Of(() =>
        {
            using var segmentation = anatomy.SegmentPrepared([outlined], cancellationToken)[0];
            foreach (var region in segmentation.Finish()) RunLengthMask.Encode(region.Mask);
        }) - pending, "ms");
        table.Add("phantom radiograph: encode the picture", ProcessorTime.Of(() => PngCodec.WriteGray8(new MemoryStream(picture.Pixels.Length), picture)), "ms");
    }

    private void Volume(ResultTable table, CancellationToken cancellationToken)
    {
        using var segmenter = SegmenterModel.Open(_catalog.Load("phantom-sat-mini"), OneThread);
        var content = File.ReadAllBytes(Sources.First(sources.Volumes, "*.nii.gz"));
        var volume = NiftiFile.Read(new MemoryStream(content, 0, content.Length, writable: false, publiclyVisible: true), cancellationToken: cancellationToken).ToVolume();
        var prompts = segmenter.Manifest.Labels.Take(6).Select(static label => new SegmentationPrompt(label.Target, label.Side)).ToArray();
        var prepared = segmenter.Prepare(volume);
        table.Add("phantom CT: decode", ProcessorTime.Of(() => NiftiFile.Read(new MemoryStream(content, 0, content.Length, writable: false, publiclyVisible: true), cancellationToken: cancellationToken)), "ms");
        table.Add("phantom CT: prepare", ProcessorTime.Of(() => segmenter.Prepare(volume)), "ms");
        var segmented = ProcessorTime.Of(() => segmenter.SegmentPrepared(prepared, volume.Grid, prompts, cancellationToken).Dispose());
        table.Add("phantom CT: segment 6 prompts", segmented, "ms");
        table.Add("phantom CT: masks of it", ProcessorTime.Of(() =>
        {
            using var segmentation = segmenter.SegmentPrepared(prepared, volume.Grid, prompts, cancellationToken);
            foreach (var region in segmentation.Finish()) RunLengthMask.Encode(region.Mask);
        }) - segmented, "ms");
    }

    private static DicomImage Decode(byte[] content) =>
        DicomFile.Read(new MemoryStream(content, 0, content.Length, writable: false, publiclyVisible: true)).DecodeFrame(0);
}
