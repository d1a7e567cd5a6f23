using System.IO.Compression;

namespace VividMed.Datasets.Files;

/// <summary>Opens a study's image wherever the dataset lies.</summary>
internal static class ImageOpening
{
    public static Stream OpenImage(this IDatasetFiles files, StudyImage image)
    {
        var file = files.OpenRead(image.Path)
            ?? throw new DatasetException("missing-file", $"image {image.Id} has gone from {files.DisplayName}");
        return image.Path.EndsWith(".dcm.gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
