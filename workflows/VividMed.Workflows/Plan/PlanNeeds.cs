using System.Globalization;
using VividMed.Datasets;
using VividMed.Storage.Stores;

namespace VividMed.Workflows.Plan;

/// <summary>
/// What the work of a plan will take of the disk and of memory, by the sizes of its files: no image has been opened yet. Rough, so that only what
/// is clearly impossible is refused, and what may become tight is told.
/// </summary>
internal sealed class PlanNeeds
{
    /// <summary>Above this share of what there is, it is told.</summary>
    private const double Tight = 0.8;

    /// <summary>An estimate may be twice too high.</summary>
    private const double Doubt = 0.5;

    /// <summary>A record with its phrases, regions and questions.</summary>
    private const long RecordBytes = 16 << 10;

    /// <summary>A volume's voxels as numbers of four bytes, twice, of a file that was pressed to half its size.</summary>
    private const int MemoryOfVolume = 16;

    private long _diskBytes;
    private long _largestVolume;
    private int _studies;

    public void Add(Study study)
    {
        _studies++;
        _diskBytes += RecordBytes;
        foreach (var image in study.Images)
        {
            _diskBytes += PictureBytes(image);
            if (IsVolume(image.Path)) _largestVolume = Math.Max(_largestVolume, image.Bytes);
        }
    }

    /// <summary>What may become tight, in a line; null where nothing does.</summary>
    /// <exception cref="PlanException"><c>no-space</c>: the disk cannot hold it.</exception>
    public string? Hold(IBlobStore store) => store is LocalBlobStore { FreeBytes: { } free }
        ? Hold(store.DisplayName, free, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
        : Hold(store.DisplayName, long.MaxValue, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <inheritdoc cref="Hold(IBlobStore)"/>
    internal string? Hold(string place, long freeBytes, long memoryBytes)
    {
        if (_diskBytes * Doubt > freeBytes)
        {
            throw new PlanException(
                "no-space",
                $"{_studies} studies will take some {Size(_diskBytes)} and {place} has {Size(freeBytes)} free: make room, name another --out, or take fewer with --limit, --split or --ids");
        }

        List<string> notices = [];
        if (_diskBytes > freeBytes * Tight) notices.Add($"{_studies} studies may take {Size(_diskBytes)} of the {Size(freeBytes)} that {place} has free");
        if (_largestVolume * MemoryOfVolume > memoryBytes * Tight)
        {
            notices.Add($"the largest volume may take {Size(_largestVolume * MemoryOfVolume)} of this worker's {Size(memoryBytes)} of memory");
        }

        return notices.Count == 0 ? null : string.Join("; ", notices);
    }

    /// <summary>Stored pictures are losslessly pressed: more than a JPEG, less than bare pixels.</summary>
    private static long PictureBytes(StudyImage image) => Path.GetExtension(image.Path).ToUpperInvariant() switch
    {
        ".JPG" or ".JPEG" => image.Bytes * 3 / 2,
        ".DCM" => image.Bytes / 4,
        ".NII" => image.Bytes / 2,
        _ => image.Bytes,
    };

    private static bool IsVolume(string path) => path.EndsWith(".nii.gz", StringComparison.OrdinalIgnoreCase);

    private static string Size(long bytes) => bytes < 1_000_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F0} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB");
}
