using VividMed.Datasets.Files;

namespace VividMed.Datasets.Series;

/// <summary>Which files of a study's folder belong to its DICOM series, told by their names alone.</summary>
internal static class SeriesFiles
{
    /// <summary>More than any scanner files under one examination.</summary>
    public const int Most = 20_000;

    /// <summary>
    /// What exports put beside the images. Everything else has to be DICOM: a slice whose file is damaged must not pass for a note that
    /// nobody needs.
    /// </summary>
    private static readonly string[] Others =
    [
        ".txt", ".md", ".csv", ".tsv", ".json", ".xml", ".html", ".htm", ".pdf", ".rtf", ".doc", ".docx", ".xlsx", ".log", ".ini", ".inf", ".db", ".lnk", ".exe",
        ".dll", ".zip", ".tar", ".tgz", ".7z", ".sha1", ".sha256", ".md5", ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".nii", ".nii.gz", ".nrrd", ".mha",
    ];

    private static readonly string[] OtherNames = ["DICOMDIR", "README", "LICENSE", "LICENCE", "VERSION", "CHECKSUMS", "INDEX"];

    /// <summary>A folder's path ends with a slash; an image with such a path is what lies in it.</summary>
    public static bool IsFolder(string path) => path.EndsWith('/');

    /// <summary>Without what only stands for a folder, as some accounts list them.</summary>
    public static List<DatasetFile> ObjectsOf(IReadOnlyList<DatasetFile> files) =>
    [
        .. files.Where(file => IsObject(file)
            && (file.Length > 0 || !files.Any(other => other.Path.StartsWith(file.Path + "/", StringComparison.Ordinal)))),
    ];

    private static bool IsObject(DatasetFile file)
    {
        var name = file.Path[(file.Path.LastIndexOf('/') + 1)..];
        return !Others.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            && !OtherNames.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <exception cref="DatasetException"><c>link-outside-root</c>, <c>missing-file</c> or <c>file-too-large</c>.</exception>
    public static void Check(IReadOnlyList<DatasetFile> objects, string image, long mostBytes)
    {
        if (objects.Count == 0) throw new DatasetException("missing-file", $"the folder of image {image} holds no DICOM file, or has gone");
        if (objects.FirstOrDefault(static file => file.LeadsOut) is { LeadsOut: true } link) throw DatasetFiles.LinkOutsideRoot(link.Path);
        if (objects.Count > Most) throw new DatasetException("file-too-large", $"the folder of image {image} holds {objects.Count} files, and {Most} are read: give each series a folder of its own");
        if (objects.Sum(static file => file.Length) > mostBytes)
            throw new DatasetException("file-too-large", $"the files of image {image} are together longer than {mostBytes} bytes: give each series a folder of its own");
    }
}
