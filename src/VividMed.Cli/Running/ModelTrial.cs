using System.Globalization;
using System.Text.Json.Serialization;
using VividMed.Cli.Images;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Overlays;
using VividMed.Inference.Detectors;
using VividMed.Inference.Execution;
using VividMed.Inference.Manifests;
using VividMed.Inference.Segmenters;

namespace VividMed.Cli.Running;

/// <summary>Runs a model on one image file and paints what it says over it.</summary>
internal static class ModelTrial
{
    /// <summary>More boxes than this hide the image.</summary>
    private const int MostDrawn = 40;

    /// <summary>The manifest with one threshold for all labels, and none kept for being a class's best.</summary>
    public static ModelManifest WithThreshold(ModelManifest manifest, double threshold) => manifest with
    {
        Detection = manifest.Detection is { } detection ? detection with { ScoreThreshold = threshold, FallbackBestPerClass = false } : null,
        Mask = manifest.Mask is { } mask ? mask with { Threshold = Math.Clamp(threshold, 1e-6, 1 - 1e-6) } : null,
        Labels = [.. manifest.Labels.Select(static label => label with { ScoreThreshold = null })],
    };

    /// <returns>The picture, and what is on it, best first.</returns>
    public static (RgbImage Picture, IReadOnlyList<SeenRegion> Seen) Run(
        ModelManifest manifest, string image, ExecutionOptions options, CancellationToken cancellationToken) =>
        manifest switch
        {
            { Volume: not null } => OnVolume(manifest, ImageReader.Volume(image), options, cancellationToken),
            { Kind: ModelKind.Detector } => Detect(manifest, ImageReader.Radiograph(image), options, cancellationToken),
            _ => Outline(manifest, ImageReader.Radiograph(image), options, cancellationToken),
        };

    private static (RgbImage, IReadOnlyList<SeenRegion>) Detect(
        ModelManifest manifest, GrayImage image, ExecutionOptions options, CancellationToken cancellationToken)
    {
        using var model = DetectorModel.Open(manifest, options);
        var found = model.Detect([image], cancellationToken)[0];
        SeenRegion[] seen = [.. found.Select(static box => SeenRegion.Of(box.Label, box.Target, box.Side, box.Score, box.Box, 0))];
        OverlayRegion[] drawn = [.. found.Take(MostDrawn).Select((box, i) => new OverlayRegion(seen[i].Caption, Color(manifest, box.Label), box.Box))];
        return (OverlayPainter.PaintRadiograph(image, drawn), seen);
    }

    private static (RgbImage, IReadOnlyList<SeenRegion>) Outline(
        ModelManifest manifest, GrayImage image, ExecutionOptions options, CancellationToken cancellationToken)
    {
        using var model = RadiographSegmenterModel.Open(manifest, options);
        var (drawn, seen) = Regions(manifest, [.. manifest.Labels.Zip(model.Segment(image, cancellationToken))]);
        return (OverlayPainter.PaintRadiograph(image, drawn), seen);
    }

    private static (RgbImage, IReadOnlyList<SeenRegion>) OnVolume(
        ModelManifest manifest, Volume volume, ExecutionOptions options, CancellationToken cancellationToken)
    {
        using var model = SegmenterModel.Open(manifest, options);
        var found = model.Segment(volume, [.. manifest.Labels.Select(static label => new SegmentationPrompt(label.Target, label.Side))], cancellationToken);
        var (drawn, seen) = Regions(manifest, [.. manifest.Labels.Zip(found)]);
        return (OverlayPainter.PaintVolume(volume, drawn, window: ImagePicture.Suggest(volume.Voxels)), seen);
    }

    private static (IReadOnlyList<OverlayRegion> Drawn, IReadOnlyList<SeenRegion> Seen) Regions(
        ModelManifest manifest, IReadOnlyList<(ModelLabel Label, Segmentation Found)> outlined)
    {
        var some = outlined.Select(static one => (one.Label, one.Found, Count: one.Found.Mask.Count())).Where(static one => one.Count > 0).ToList();
        SeenRegion[] seen = [.. some.Select(static one => SeenRegion.Of(one.Label.Name, one.Label.Target, one.Label.Side, one.Found.Score, one.Found.Mask.Bounds() ?? default, one.Count))];
        return ([.. some.Select((one, i) => new OverlayRegion(seen[i].Caption, Color(manifest, one.Label.Name), Mask: one.Found.Mask))], seen);
    }

    private static OverlayColor Color(ModelManifest manifest, string label) =>
        OverlayColor.Of(manifest.Labels.TakeWhile(other => other.Name != label).Count());
}

/// <summary>What a model saw once.</summary>
/// <param name="Box">In voxels of the image: x0, y0, z0, x1, y1, z1.</param>
/// <param name="Voxels">Of the outline; 0 of a box.</param>
internal sealed record SeenRegion(string Label, string Target, string Side, double Score, IReadOnlyList<double> Box, long Voxels)
{
    public static IReadOnlyList<string> Headings => ["label", "target", "side", "score", "box", "voxels"];

    [JsonIgnore]
    public string Caption => string.Create(CultureInfo.InvariantCulture, $"{Label} {Score:F2}");

    [JsonIgnore]
    public IReadOnlyList<string> Cells =>
    [
        Label, Target, Side, Score.ToString("F3", CultureInfo.InvariantCulture),
        string.Join(' ', Box.Select(static value => value.ToString("F0", CultureInfo.InvariantCulture))), Voxels > 0 ? $"{Voxels}" : "",
    ];

    public static SeenRegion Of(string label, string target, Taxonomy.Side side, double score, Box box, long voxels) =>
        new(label, target, side.ToString().ToLowerInvariant(), score, [box.X0, box.Y0, box.Z0, box.X1, box.Y1, box.Z1], voxels);
}
