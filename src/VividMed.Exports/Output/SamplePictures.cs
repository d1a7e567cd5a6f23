using System.Buffers.Binary;
using VividMed.Exports.Coordinates;
using VividMed.Exports.Planning;
using VividMed.Imaging;
using VividMed.Imaging.Geometry;
using VividMed.Imaging.Nifti;
using VividMed.Imaging.Overlays;
using VividMed.Imaging.Png;
using VividMed.Imaging.Resampling;
using VividMed.Shards.Archives;
using VividMed.Taxonomy;

namespace VividMed.Exports.Output;

/// <summary>The pictures of one sample as they are written: what need not be changed is copied byte for byte.</summary>
internal sealed class SamplePictures(StoredSample stored, PictureRules rules)
{
    private const int WidthAt = 16;
    private const int HeightAt = 20;
    private const int DepthAt = 24;

    private (int Image, Volume Volume)? _volume;

    /// <summary>An image as it lies in the version.</summary>
    /// <exception cref="ExportException"><c>picture-mismatch</c>: it is not there.</exception>
    public byte[] Stored(int image) => stored.Images.TryGetValue(stored.Sample.Images[image].Member, out var content)
        ? content
        : throw Mismatch($"{stored.Sample.Images[image].Member} is not among the pictures");

    /// <summary>An image that is a volume, read once for all of its slices.</summary>
    /// <exception cref="ImageFormatException">It cannot be read.</exception>
    public Volume VolumeOf(int image)
    {
        if (_volume is { } known && known.Image == image) return known.Volume;
        using var content = new MemoryStream(Stored(image), writable: false);
        var volume = NiftiFile.Read(content).ToVolume();
        var planned = stored.Sample.Images[image];
        if ((volume.Width, volume.Height, volume.Depth) != (planned.Width, planned.Height, planned.Depth)) throw Mismatch($"{planned.Member} has another size than its record says");
        _volume = (image, volume);
        return volume;
    }

    /// <summary>A picture as 8-bit gray PNG.</summary>
    /// <exception cref="ImageFormatException">The image cannot be read.</exception>
    /// <exception cref="ExportException"><c>picture-mismatch</c>.</exception>
    public byte[] Png(ExportPicture picture)
    {
        if (picture.Slice is { } slice)
        {
            var plane = SlicePlane.Of(stored.Sample.Images[picture.Image], rules.Plane);
            return Encode(plane.Paint(VolumeOf(picture.Image), slice, WindowOf(picture.Image)), picture.Size);
        }

        var content = Stored(picture.Image);
        if (content.Length <= DepthAt || !content.AsSpan(1).StartsWith("PNG"u8)) throw Mismatch($"{picture.Name} is no PNG");
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(WidthAt)), BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(HeightAt)));
        if (new PictureSize(width, height) != picture.Source) throw Mismatch($"{picture.Name} has another size than its record says");
        var unchanged = content[DepthAt] == 8 && picture.Size == picture.Source && !(rules.PadToSquare && width != height);
        if (unchanged) return content;
        using var stream = new MemoryStream(content, writable: false);
        return Encode(PngCodec.ReadGray(stream), picture.Size);
    }

    /// <summary>What has no units is shown from its own dark to its own bright.</summary>
    private OverlayWindow WindowOf(int image) => stored.Sample.Modality == Modality.Mr ? OverlayWindow.Fit(VolumeOf(image).Voxels) : rules.Window;

    private byte[] Encode(GrayImage image, PictureSize size)
    {
        image = ImageResizer.Resize(image, size.Width, size.Height);
        if (rules.PadToSquare) image = Square(image);
        using var png = new MemoryStream();
        PngCodec.WriteGray8(png, image);
        return png.ToArray();
    }

    private static GrayImage Square(GrayImage image)
    {
        var side = Math.Max(image.Width, image.Height);
        if (image.Width == image.Height) return image;
        var (left, top) = ((side - image.Width) / 2, (side - image.Height) / 2);
        var pixels = new byte[side * side];
        for (var y = 0; y < image.Height; y++) image.Pixels.AsSpan(y * image.Width, image.Width).CopyTo(pixels.AsSpan(((y + top) * side) + left));
        return new(side, side, pixels);
    }

    private ExportException Mismatch(string why) => new("picture-mismatch", $"Sample {stored.Sample.Id}: {why}; look at the version with shards verify.");
}
