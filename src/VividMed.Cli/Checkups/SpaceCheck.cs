using VividMed.Cli.Output;

namespace VividMed.Cli.Checkups;

/// <summary>Whether there is room to work: on the disks that are written, and in memory.</summary>
internal static class SpaceCheck
{
    private const string Part = "space";

    /// <summary>Below the first nothing useful can be written; below the second a demo fits and a dataset does not.</summary>
    private const long LeastDisk = 200_000_000;
    private const long TightDisk = 5_000_000_000;

    private const long LeastMemory = 700_000_000;
    private const long TightMemory = 3_000_000_000;

    /// <param name="store">The folder that runs write to, which need not be there; null where it is not on this machine.</param>
    public static IEnumerable<CheckLine> Look(string? store)
    {
        yield return Disk(store is null ? "this folder" : "store", store ?? Directory.GetCurrentDirectory());
        yield return Disk("temporary folder", Path.GetTempPath());
        yield return Memory(FreeMemory.Available());
    }

    internal static CheckLine Disk(string name, string folder)
    {
        var there = Path.GetFullPath(folder);
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } parent) there = parent;
        try
        {
            return Judge(name, new DriveInfo(there).AvailableFreeSpace, LeastDisk, TightDisk, $"free at {there}", "make room, or name another place");
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return CheckLine.Warn(Part, name, $"the system does not tell what is free at {there}", null);
        }
    }

    internal static CheckLine Memory(long bytes) =>
        Judge("memory", bytes, LeastMemory, TightMemory, "can be had by this process", "give it more, or let runs do less at a time (--in-flight 1)");

    private static CheckLine Judge(string name, long bytes, long least, long tight, string what, string cure)
    {
        var found = $"{ByteText.Of(bytes)} {what}";
        return bytes < least ? CheckLine.Bad(Part, name, found, cure) : bytes < tight ? CheckLine.Warn(Part, name, found, cure) : CheckLine.Ok(Part, name, found);
    }
}
