using System.Text.Json;
using VividMed.Datasets;
using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Fingerprints;
using VividMed.Imaging.Geometry;
using VividMed.Storage.Cache;
using VividMed.Taxonomy;

namespace VividMed.Localization;

/// <summary>
/// What an image is once it is decoded: all that a record needs of it, so that a changed lexicon opens no image again.
/// </summary>
/// <param name="SpacingMm">Millimeters (x, y, z); null where unknown.</param>
/// <param name="Affine">Voxel to RAS+ world; null where unknown.</param>
/// <param name="Fingerprint">What it looks like, for finding it again; null where it shows nothing.</param>
internal sealed record ImageFacts(int Width, int Height, int Depth, double[]? SpacingMm, Affine? Affine, Fingerprint? Fingerprint)
{
    /// <summary>How it was taken, as its file tells; what a table tells is not kept with it, for tables are edited.</summary>
    public ImageAcquisition? Acquisition { get; init; }

    /// <summary>Files of a DICOM folder that take no part, by reason; null where there are none.</summary>
    public IReadOnlyDictionary<string, int>? LeftOut { get; init; }

    /// <summary>Of a radiograph.</summary>
    public static ImageFacts Of(RadiographPicture radiograph) => new(
        radiograph.Picture.Width, radiograph.Picture.Height, 1, radiograph.SpacingMm, radiograph.Affine, PictureFingerprint.Of(radiograph.Picture))
    {
        Acquisition = radiograph.Acquisition,
    };

    /// <summary>Of a volume.</summary>
    /// <param name="modality">What its values mean.</param>
    /// <param name="acquisition">As its files tell it.</param>
    /// <param name="leftOut">The reason of each file beside it that takes no part.</param>
    public static ImageFacts Of(Volume volume, Modality modality, ImageAcquisition? acquisition, IReadOnlyList<string> leftOut)
    {
        var (dx, dy, dz) = volume.VoxelToWorld.Spacing;
        return new(volume.Width, volume.Height, volume.Depth, [dx, dy, dz], volume.VoxelToWorld, VolumeFingerprint.Of(modality == Modality.Mr ? Scaled(volume) : volume))
        {
            Acquisition = acquisition,
            LeftOut = leftOut.Count == 0 ? null : leftOut.CountBy(static reason => reason, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>Values without units, brought to where a fingerprint looks.</summary>
    private static Volume Scaled(Volume volume)
    {
        var scale = IntensityScale.Of(volume.Voxels);
        return volume with { Voxels = Array.ConvertAll(volume.Voxels, value => (2000 * scale.Share(value)) - 1000) };
    }

    /// <summary>The facts as the study's sample has them.</summary>
    public SampleImage Describe(StudyImage image, string member, string sha256) =>
        new(member, Width, Height, Depth, SpacingMm, Affine, image.View, sha256) { Acquisition = Acquisition ?? image.Acquisition };
}

/// <summary>Facts of images seen before, by the image as planned.</summary>
/// <param name="rendering">As <see cref="StudyLocalizer.Rendering"/>.</param>
internal sealed class ImageFactsCache(ContentCache cache, string rendering)
{
    /// <summary>Rises when more or other facts of a taking are read.</summary>
    private const string AcquisitionVersion = "1";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public async Task<ImageFacts?> FindAsync(string image, CancellationToken cancellationToken) =>
        await cache.GetAsync(KeyOf(image), cancellationToken) is { } known ? JsonSerializer.Deserialize<ImageFacts>(known, Format) : null;

    public Task StoreAsync(string image, ImageFacts facts, CancellationToken cancellationToken) =>
        cache.GetOrAddAsync(
            KeyOf(image), _ => Task.FromResult(JsonSerializer.SerializeToUtf8Bytes(facts, Format)), cancellationToken);

    /// <summary>Facts of before there were fingerprints or facts of the taking are not found: the image is read once more.</summary>
    private CacheKey KeyOf(string image) => CacheKey.From(("facts", image), ("rendering", rendering), ("fingerprint", Fingerprint.Method), ("acquisition", AcquisitionVersion));
}
