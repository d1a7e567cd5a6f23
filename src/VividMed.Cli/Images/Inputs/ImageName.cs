namespace VividMed.Cli.Images.Inputs;

/// <summary>What a file's name says about what it holds.</summary>
internal static class ImageName
{
    private static readonly string[] Nifti = [".nii", ".nii.gz", ".hdr", ".img", ".hdr.gz", ".img.gz"];
    private static readonly string[] Dicom = [".dcm", ".dcm.gz", ".dicom", ".ima"];
    private static readonly string[] Raster = [".jpg", ".jpeg", ".png"];
    private static readonly string[] Others = [".csv", ".txt", ".gz", ".zip", ".json", ".jsonl", ".xlsx", ".md", ".html", ".pdf", ".xml", ".yaml", ".log", ".sha256", ".tar", ".db"];

    public static bool IsNifti(string path) => EndsWith(path, Nifti);

    public static bool IsRaster(string path) => EndsWith(path, Raster);

    /// <summary>The voxels of a pair, whose header stands for both.</summary>
    public static bool IsPairVoxels(string path) => EndsWith(path, ".img", ".img.gz");

    /// <summary>Where the header of a pair's voxels would be.</summary>
    public static IEnumerable<string> PairHeaders(string voxels)
    {
        var stem = voxels.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? voxels[..^3] : voxels;
        return [Path.ChangeExtension(stem, ".hdr"), Path.ChangeExtension(stem, ".hdr.gz")];
    }

    /// <summary>
    /// True or false where the name decides, null where the first bytes must: scanners often export without any extension.
    /// </summary>
    public static bool? IsImage(string path) =>
        EndsWith(path, Nifti) || EndsWith(path, Dicom) || EndsWith(path, Raster) ? true : EndsWith(path, Others) ? false : null;

    /// <summary>The name without folder and image extension.</summary>
    public static string Stem(string path)
    {
        var name = Path.GetFileName(path);
        var extension = Nifti.Concat(Dicom)
            .Concat(Raster)
            .Where(known => name.EndsWith(known, StringComparison.OrdinalIgnoreCase))
            .MaxBy(known => known.Length);
        return extension is null || extension.Length == name.Length ? name : name[..^extension.Length];
    }

    private static bool EndsWith(string path, params string[] extensions) =>
        Array.Exists(extensions, extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
}
