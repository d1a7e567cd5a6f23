using System.Globalization;
using VividMed.Imaging.Overlays;
using VividMed.Shards.Archives;

namespace VividMed.Dashboard.Samples;

/// <summary>
/// The addresses of samples and their pictures: ids and numbers, never a word of a report. Pictures carry what tells their version from
/// another of the same number, so that a browser may keep them.
/// </summary>
public static class SampleLinks
{
    /// <summary>Digits enough to tell versions apart.</summary>
    private const int Digits = 12;

    public static string List(string run, SampleFilter? filter = null) => $"/runs/{Uri.EscapeDataString(run)}/samples{filter?.ToQuery()}";

    public static string Sample(string run, string id, SampleFilter? filter = null) =>
        $"/runs/{Uri.EscapeDataString(run)}/samples/{SampleKey.Of(id)}{filter?.ToQuery()}";

    public static string Thumbnail(VersionPlace place, string id) => $"{Pictures(place, id)}/thumbnail.png?of={Of(place)}";

    /// <summary>A flat image as it is stored.</summary>
    public static string Image(VersionPlace place, string id, int image) =>
        string.Create(CultureInfo.InvariantCulture, $"{Pictures(place, id)}/images/{image}.png?of={Of(place)}");

    /// <summary>One slice of a volume; the script puts slice and window in.</summary>
    public static string Slice(VersionPlace place, string id, int image, OverlayPlane plane, string slice, string window) =>
        string.Create(CultureInfo.InvariantCulture, $"{Slices(place, id, image, plane)}/{slice}.png?window={window}&of={Of(place)}");

    /// <summary>Where the masks lie in that slice.</summary>
    public static string Paths(VersionPlace place, string id, int image, OverlayPlane plane, string slice) =>
        string.Create(CultureInfo.InvariantCulture, $"{Slices(place, id, image, plane)}/{slice}.json?of={Of(place)}");

    /// <summary>What an address says of its version's content.</summary>
    public static string Of(VersionPlace place) => place.Identity[..Digits];

    private static string Slices(VersionPlace place, string id, int image, OverlayPlane plane) =>
        string.Create(CultureInfo.InvariantCulture, $"{Pictures(place, id)}/images/{image}/{plane.ToString().ToLowerInvariant()}");

    private static string Pictures(VersionPlace place, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"/runs/{Uri.EscapeDataString(place.Run)}/versions/{place.Version}/samples/{SampleKey.Of(id)}");
}
