using VividMed.Exports.Coordinates;
using VividMed.Grounding;
using VividMed.Imaging.Geometry;

namespace VividMed.Exports.Planning;

/// <summary>
/// A sample on its way out: its key, its pictures as they will be written, and where its regions lie in them. Known from the record alone.
/// </summary>
public sealed record ExportSample(
    string Key, Sample Sample, IReadOnlyList<ExportPicture> Pictures, IReadOnlyList<ExportRegion> Regions, int LostRegions)
{
    /// <summary>Regions of a phrase that takes part, in a stable order: picture by picture, from top to bottom, then from left to right.</summary>
    public IReadOnlyList<ExportRegion> RegionsOf(Phrase phrase) =>
        [.. Regions.Where(region => phrase.Regions.Contains(region.Region) && region.Phrases.Contains(phrase))
            .OrderBy(static region => region.Picture)
            .ThenBy(static region => region.Box.Y0).ThenBy(static region => region.Box.X0).ThenBy(static region => region.Box.Y1)
            .ThenBy(static region => region.Box.X1).ThenBy(static region => region.Region)];
}

/// <summary>A picture as it will be written.</summary>
/// <param name="Name">Its name without folder or suffix.</param>
/// <param name="Image">The index of the sample's image that it shows.</param>
/// <param name="Size">In pixels, after the resize that was asked for and before padding to a square.</param>
/// <param name="Source">The size before that resize.</param>
/// <param name="Slice">Of a volume the slice that is shown; null for a flat image, and where the volume goes out whole.</param>
public sealed record ExportPicture(string Name, int Image, PictureSize Size, PictureSize Source, int? Slice);

/// <summary>A region in a picture.</summary>
/// <param name="Region">Its index in the sample.</param>
/// <param name="Picture">The index of the picture in <see cref="ExportSample.Pictures"/>.</param>
/// <param name="Box">In pixels of the exported picture, within it and at least a pixel wide and high; of a whole volume in its voxels.</param>
/// <param name="Phrases">The phrases that name it and take part.</param>
public sealed record ExportRegion(int Region, int Picture, Box Box, IReadOnlyList<Phrase> Phrases);
