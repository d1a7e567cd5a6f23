using System.Runtime.InteropServices;
using VividMed.Imaging;
using VividMed.Imaging.Dicom;
using VividMed.Imaging.Dicom.Display;
using VividMed.Imaging.Geometry;
using VividMed.Phantoms;
using VividMed.Phantoms.Radiographs;
using VividMed.Taxonomy;

namespace VividMed.Training.Miniatures;

/// <summary>
/// Phantom radiographs as a detector meets them: rendered like the published 8-bit images, with boxes under the detector's class indices.
/// </summary>
internal static class PhantomRadiographs
{
    /// <summary>
    /// The classes of VinDr-CXR that can be drawn as boxes, without "Other lesion", in alphabetical order, with their taxonomy ids.
    /// </summary>
    public static IReadOnlyList<(string Name, string Target)> Classes { get; } =
    [
        ("Aortic enlargement", "aortic enlargement"),
        ("Atelectasis", "atelectasis"),
        ("Calcification", "calcification"),
        ("Cardiomegaly", "cardiomegaly"),
        ("Clavicle fracture", "clavicle fracture"),
        ("Consolidation", "pulmonary consolidation"),
        ("Edema", "pulmonary edema"),
        ("Emphysema", "pulmonary emphysema"),
        ("Enlarged PA", "pulmonary artery enlargement"),
        ("ILD", "interstitial lung disease"),
        ("Infiltration", "pulmonary infiltrate"),
        ("Lung cavity", "pulmonary cavity"),
        ("Lung cyst", "pulmonary cyst"),
        ("Lung Opacity", "pulmonary opacification"),
        ("Mediastinal shift", "mediastinal shift"),
        ("Nodule/Mass", "lung nodule"),
        ("Pleural effusion", "pleural effusion"),
        ("Pleural thickening", "pleural thickening"),
        ("Pneumothorax", "pneumothorax"),
        ("Pulmonary fibrosis", "pulmonary fibrosis"),
        ("Rib fracture", "rib fracture"),
    ];

    private static readonly string[] Upper =
        ["pneumothorax", "pleural thickening", "pleural thickening", "lung nodule", "pulmonary cavity", "pulmonary consolidation"];
    private static readonly string[] Lower =
        ["pleural effusion", "atelectasis", "atelectasis", "lung nodule", "lung nodule", "pulmonary cavity", "pulmonary consolidation"];

    private static readonly string[] Projected = ["pleural effusion", "lung nodule", "pulmonary consolidation", "atelectasis"];

    public static RadiographExample Make(
        int seed, int width, int height, IReadOnlyList<PhantomTarget>? findings = null, RadiographKind radiographs = RadiographKind.Drawn)
    {
        var phantom = PhantomRadiograph.Generate(
            seed, new PhantomRadiographOptions { Width = width, Height = height, Findings = findings, Kind = radiographs });
        return new RadiographExample(
            Render(phantom),
            [.. phantom.Findings
                .Where(static finding => finding.Box.Volume > 0)
                .Select(static finding => (ClassOf(finding.Target), finding.Box))]);
    }

    /// <summary>As the pipeline shows a stored radiograph: 8 bits, bright bone.</summary>
    public static GrayImage Render(PhantomRadiograph phantom) => RadiographRendering.Render(new DicomImage
    {
        Rows = phantom.Height,
        Columns = phantom.Width,
        Frames = 1,
        SamplesPerPixel = 1,
        BitsAllocated = 16,
        BitsStored = PhantomRadiograph.BitsStored,
        PixelRepresentation = 0,
        PhotometricInterpretation = phantom.Inverted ? "MONOCHROME1" : "MONOCHROME2",
        TransferSyntaxUid = "1.2.840.10008.1.2.1",
        Pixels = MemoryMarshal.AsBytes(phantom.Pixels.AsSpan()).ToArray(),
    });

    /// <summary>
    /// Findings for a phantom to learn from: more of them than phantoms usually have, so that fewer pictures teach as much.
    /// </summary>
    public static IReadOnlyList<PhantomTarget> Rich(Random random)
    {
        var findings = new List<PhantomTarget>();
        var cardiomegaly = random.NextDouble() < 0.25;
        if (cardiomegaly) findings.Add(new("cardiomegaly", Side.None));
        if (random.NextDouble() < 0.25) findings.Add(new("aortic enlargement", Side.None));
        foreach (var side in (ReadOnlySpan<Side>)[Side.Left, Side.Right])
        {
            var upper = Pick(Upper);
            var lower = Pick(cardiomegaly && side == Side.Left ? ["pleural effusion"] : Lower);
            // One of either zone is placed in the free one; twice the same is no request.
            foreach (var target in new[] { upper, lower }.OfType<string>().Distinct()) findings.Add(new(target, side));
        }

        return findings;

        string? Pick(string[] targets) => random.NextDouble() < 0.6 ? targets[random.Next(targets.Length)] : null;
    }

    /// <summary>The same of what a projected phantom can show.</summary>
    public static IReadOnlyList<PhantomTarget> RichProjected(Random random)
    {
        var findings = new List<PhantomTarget>();
        if (random.NextDouble() < 0.25) findings.Add(new("cardiomegaly", Side.None));
        foreach (var side in (ReadOnlySpan<Side>)[Side.Left, Side.Right])
        {
            foreach (var target in Projected)
            {
                if (random.NextDouble() < 0.3) findings.Add(new(target, side));
            }
        }

        return findings;
    }

    /// <summary>The same picture with up to 8 % cut away at each side: another position and scale for the next use.</summary>
    public static RadiographExample Crop(RadiographExample example, Random random)
    {
        var image = example.Image;
        var cut = PictureCut.Draw(image.Width, image.Height, random);
        var frame = Box.Flat(cut.Left, cut.Top, cut.Left + cut.Width, cut.Top + cut.Height);
        return new RadiographExample(
            new GrayImage(cut.Width, cut.Height, cut.Of(image.Pixels, image.Width)),
            [.. example.Truth.Select(truth => (truth.Label, Shift(truth.Box.Intersect(frame))))]);

        Box Shift(Box box) => Box.Flat(box.X0 - cut.Left, box.Y0 - cut.Top, box.X1 - cut.Left, box.Y1 - cut.Top);
    }

    private static int ClassOf(string target)
    {
        for (var i = 0; i < Classes.Count; i++)
        {
            if (Classes[i].Target == target) return i;
        }

        throw new InvalidOperationException($"no class stands for {target}");
    }
}

/// <summary>A rendered phantom with its boxes in pixels; Label is the class index.</summary>
internal sealed record RadiographExample(GrayImage Image, IReadOnlyList<(int Label, Box Box)> Truth);
