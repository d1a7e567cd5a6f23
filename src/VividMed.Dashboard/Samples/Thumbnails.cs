using VividMed.Grounding;
using VividMed.Imaging;
using VividMed.Imaging.Overlays;
using VividMed.Imaging.Png;
using VividMed.Imaging.Resampling;
using VividMed.Storage.Cache;
using VividMed.Storage.Stores;
using VividMed.Taxonomy;

namespace VividMed.Dashboard.Samples;

/// <summary>Small pictures of samples, made once each and kept in the dataset's cache under the digest of what they show.</summary>
public sealed class Thumbnails(SampleShelf samples) : IDisposable
{
    /// <summary>Pixels of the longer side.</summary>
    public const int Size = 256;

    /// <summary>Changes with whatever changes the pixels.</summary>
    private const string Rendering = "thumbnail 1";

    /// <summary>Unpacking takes a processor and, of a volume, memory: no more at a time than a machine has left beside its work.</summary>
    private readonly SemaphoreSlim _makers = new(2);

    /// <summary>The image that has most regions as PNG, without them; null where the sample has no image.</summary>
    /// <exception cref="ImageFormatException">The stored image cannot be decoded.</exception>
    public async Task<byte[]?> GetAsync(VersionPlace place, Sample sample, CancellationToken cancellationToken)
    {
        if (sample.Images.Count == 0) return null;
        var image = sample.Images[MainImage(sample)];
        var key = CacheKey.From(("rendering", Rendering), ("image", image.SourceSha256), ("size", $"{image.Width}x{image.Height}x{image.Depth}"), ("slice", $"{SliceOf(sample)}"));
        var cache = new ContentCache(place.Store);
        if (await cache.GetAsync(key, cancellationToken) is { } known) return known;
        await _makers.WaitAsync(cancellationToken);
        try
        {
            return await MakeAsync();
        }
        finally
        {
            _makers.Release();
        }

        async Task<byte[]?> MakeAsync()
        {
            if (await samples.ReadImageAsync(place, sample.Id, image.Member, cancellationToken) is not { } stored) return null;
            var png = Paint(stored, sample);
            try
            {
                return await cache.GetOrAddAsync(key, _ => Task.FromResult(png), cancellationToken);
            }
            catch (Exception refused) when (refused is StorageException or IOException or UnauthorizedAccessException)
            {
                // Who may only read still sees the picture; it is made anew each time.
                return png;
            }
        }
    }

    public void Dispose() => _makers.Dispose();

    /// <summary>The image with the most regions, the first among equals.</summary>
    public static int MainImage(Sample sample) => Shards.Pictures.SamplePicture.Busiest(sample);

    /// <summary>The axial slice of the main image that goes through its smallest finding, or its middle.</summary>
    internal static int SliceOf(Sample sample)
    {
        var image = MainImage(sample);
        if (sample.Images[image].Depth == 1) return 0;
        var plane = new PlaneGeometry(ImageView.GridOf(sample.Images[image]), OverlayPlane.Axial);
        var smallest = sample.Regions.Where(region => region.Image == image).OrderBy(static region => region.Box.Volume).FirstOrDefault();
        return Math.Clamp(smallest is null ? plane.Slices / 2 : plane.Show(smallest.Box).Middle, 0, plane.Slices - 1);
    }

    private static byte[] Paint(byte[] stored, Sample sample)
    {
        var gray = Decode(stored, sample);
        var scale = Math.Min(1.0, Size / (double)Math.Max(gray.Width, gray.Height));
        var small = ImageResizer.Resize(gray, Math.Max(1, (int)Math.Round(gray.Width * scale)), Math.Max(1, (int)Math.Round(gray.Height * scale)));
        using var png = new MemoryStream();
        PngCodec.WriteGray8(png, small);
        return png.ToArray();
    }

    private static GrayImage Axial(StoredVolume volume, Sample sample) =>
        volume.Cut(OverlayPlane.Axial, SliceOf(sample), sample.Modality == Modality.Mr ? volume.Own : OverlayWindow.Lung);

    private static GrayImage Decode(byte[] stored, Sample sample)
    {
        using var stream = new MemoryStream(stored, writable: false);
        return sample.Images[MainImage(sample)].Depth == 1
            ? PngCodec.ReadGray(stream)
            : Axial(VolumeShelf.Unpack(stored), sample);
    }
}
