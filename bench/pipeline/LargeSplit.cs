using System.Security.Cryptography;
using VividMed.Imaging;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Png;
using VividMed.Inference.Manifests;
using VividMed.Inference.Preparation;

namespace VividMed.Bench.Pipeline;

/// <summary>A radiograph of 8 megapixels, step by step as the localize stage takes it; no model runs.</summary>
internal sealed class LargeSplit(Sources sources, string models)
{
    public void Measure(ResultTable table)
    {
        foreach (var (name, root) in new[] { ("lossless JPEG", sources.Compressed), ("uncompressed", sources.Native) })
        {
            var path = Sources.First(root, "*.dcm");
            var content = File.ReadAllBytes(path);
            var decoded = Decode(content);
            table.Add($"8 MP {name}: read and digest", ProcessorTime.Of(() => SHA256.HashData(File.ReadAllBytes(path))), "ms");
            table.Add($"8 MP {name}: decode", ProcessorTime.Of(() => Decode(content)), "ms");
            if (root == sources.Native) continue;
            var picture = RadiographRendering.Render(decoded);
            table.Add("8 MP: render", ProcessorTime.Of(() => RadiographRendering.Render(decoded)), "ms");
            table.Add("8 MP: encode the picture", ProcessorTime.Of(() => Encode(picture)), "ms");
            table.Add("8 MP: bytes of the picture", Encode(picture) / 1e6, "MB");
            var preparation = new ModelCatalog(models).Load("phantom-dino-mini").Radiograph!;
            var tensor = new float[preparation.Channels * preparation.Width * preparation.Height];
            table.Add("8 MP: prepare for one model", ProcessorTime.Of(() => RadiographPreparation.Prepare(picture, preparation, tensor)), "ms");
        }
    }

    private static DicomImage Decode(byte[] content) =>
        DicomFile.Read(new MemoryStream(content, 0, content.Length, writable: false, publiclyVisible: true)).DecodeFrame(0);

    private static long Encode(GrayImage picture)
    {
        using var content = new MemoryStream((picture.Pixels.Length / 4 * 3) + 4096);
        PngCodec.WriteGray8(content, picture);
        return content.ToArray().LongLength;
    }
}
