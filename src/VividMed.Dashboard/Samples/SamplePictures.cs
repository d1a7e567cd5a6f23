using System.Text.Json;
using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Overlays;
using VividMed.Imaging.Png;
using VividMed.Shards;
using VividMed.Shards.Archives;
using VividMed.Taxonomy;

namespace VividMed.Dashboard.Samples;

/// <summary>What a browser asks of a sample beside its page. Everything is null where the address names nothing.</summary>
public sealed class SamplePictures(VersionFinder versions, SampleShelf samples, Thumbnails thumbnails, VolumeShelf volumes)
{
    /// <summary>A small picture of the sample, as PNG.</summary>
    public async Task<byte[]?> ThumbnailAsync(SampleAddress address, CancellationToken cancellationToken) =>
        await FindAsync(address, cancellationToken) is var (place, sample) ? await thumbnails.GetAsync(place, sample, cancellationToken) : null;

    /// <summary>A flat image as it is stored, a PNG of 8 or 16 bits.</summary>
    public async Task<byte[]?> ImageAsync(SampleAddress address, int image, CancellationToken cancellationToken) =>
        await FindAsync(address, cancellationToken) is var (place, sample) && ImageOf(sample, image) is { Depth: 1 } flat
            ? await samples.ReadImageAsync(place, sample.Id, flat.Member, cancellationToken)
            : null;

    /// <summary>One slice of a volume in the shades of a window, as PNG; every pixel is a voxel.</summary>
    /// <exception cref="ImageFormatException">The volume cannot be decoded.</exception>
    public async Task<byte[]?> SliceAsync(
        SampleAddress address, int image, string plane, int slice, string? window, CancellationToken cancellationToken)
    {
        if (await FindAsync(address, cancellationToken) is not var (place, sample) || ImageOf(sample, image) is not { Depth: > 1 } volume) return null;
        if (PlaneOf(plane) is not { } cut || slice < 0 || slice >= ImageView.GeometryOf(volume, cut).Slices) return null;
        var stored = await volumes.GetAsync(
            $"{place.Identity}\n{sample.Id}\n{volume.Member}",
            async () => await samples.ReadImageAsync(place, sample.Id, volume.Member, CancellationToken.None)
                ?? throw new ShardException("shard-missing", "The archive has no such image."),
            cancellationToken);
        using var png = new MemoryStream();
        PngCodec.WriteGray8(png, stored.Cut(cut, slice, sample.Modality == Modality.Mr ? stored.Own : DisplayWindow.Of(window).Range));
        return png.ToArray();
    }

    /// <summary>JSON: the number of each region with a mask in the slice, and the mask's path in its pixels.</summary>
    public async Task<byte[]?> PathsAsync(SampleAddress address, int image, string plane, int slice, CancellationToken cancellationToken)
    {
        if (await FindAsync(address, cancellationToken) is not var (_, sample) || ImageOf(sample, image) is not { } own || PlaneOf(plane) is not { } cut) return null;
        var geometry = ImageView.GeometryOf(own, cut);
        if (slice < 0 || slice >= geometry.Slices) return null;
        var paths = new SortedDictionary<int, string>();
        foreach (var (number, region) in sample.Regions.Index())
        {
            if (region.Image == image && region.Mask is { } mask && MaskPath.Of(mask, geometry, slice) is { Length: > 0 } path) paths[number] = path;
        }

        return JsonSerializer.SerializeToUtf8Bytes(paths);
    }

    private async Task<(VersionPlace Place, Sample Sample)?> FindAsync(SampleAddress address, CancellationToken cancellationToken)
    {
        if (await versions.FindAsync(address.Run, address.Version, cancellationToken) is not { } place) return null;
        // A page of a dataset that was made anew meanwhile must not show, and a browser must not keep, pictures of another study.
        if (address.Of is { } of && of != SampleLinks.Of(place)) return null;
        return await samples.ReadAsync(place, SampleKey.IdOf(address.Key), cancellationToken) is { } sample ? (place, sample) : null;
    }

    private static SampleImage? ImageOf(Sample sample, int image) => image >= 0 && image < sample.Images.Count ? sample.Images[image] : null;

    private static OverlayPlane? PlaneOf(string name) => name switch
    {
        "axial" => OverlayPlane.Axial,
        "coronal" => OverlayPlane.Coronal,
        "sagittal" => OverlayPlane.Sagittal,
        _ => null,
    };
}

/// <summary>A sample of a version in a picture's address.</summary>
/// <param name="Key">Of the sample's id.</param>
/// <param name="Of">What tells the version's content from another of its number; null takes any.</param>
public sealed record SampleAddress(string Run, int Version, string Key, string? Of);
