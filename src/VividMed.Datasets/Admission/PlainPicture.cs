using VividMed.Imaging;

namespace VividMed.Datasets.Admission;

/// <summary>Tells pictures that show nothing: an empty exposure, a drawn form, a test pattern of steps or ramps.</summary>
public static class PlainPicture
{
    /// <summary>The noise of any exposure alone has more grays.</summary>
    private const int FewestGrays = 24;

    /// <exception cref="DatasetException"><c>no-picture</c>.</exception>
    public static void Check(GrayImage picture, string image)
    {
        var why = HasFewGrays(picture.Pixels) ? $"it has fewer than {FewestGrays} shades of gray"
            : VariesAlongOneAxis(picture) ? "all its rows, or all its columns, are the same"
            : null;
        if (why is not null) throw new DatasetException("no-picture", $"image {image} shows nothing: {why}, as an empty exposure or a test pattern; take it out of the dataset");
    }

    private static bool HasFewGrays(ReadOnlySpan<byte> pixels)
    {
        Span<bool> seen = stackalloc bool[256];
        var grays = 0;
        while (!pixels.IsEmpty)
        {
            var gray = pixels[0];
            if (!seen[gray])
            {
                seen[gray] = true;
                if (++grays == FewestGrays) return false;
            }

            var next = pixels.IndexOfAnyExcept(gray);
            pixels = next < 0 ? [] : pixels[next..];
        }

        return true;
    }

    private static bool VariesAlongOneAxis(GrayImage picture)
    {
        var (sameRows, sameColumns) = (true, true);
        var first = picture.Pixels.AsSpan(0, picture.Width);
        for (var row = 0; row < picture.Height && (sameRows || sameColumns); row++)
        {
            var pixels = picture.Pixels.AsSpan(row * picture.Width, picture.Width);
            sameRows &= pixels.SequenceEqual(first);
            sameColumns &= pixels.IndexOfAnyExcept(pixels[0]) < 0;
        }

        return sameRows || sameColumns;
    }
}
