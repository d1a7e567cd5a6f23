namespace VividMed.Storage.Stores;

/// <summary>Tells what waiting mends, a taken file, from what it does not: a full disk, a place that may not be written.</summary>
public static class FileFault
{
    // A file system's own numbers: of Linux, of macOS where it differs, and of Windows.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];
    private static readonly int[] Full = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];
    private static readonly int[] ReadOnly = [30, unchecked((int)0x80070013)];

    /// <summary>Whether another process has the file; anything else is no better a moment later.</summary>
    public static bool IsTaken(IOException failure) => Array.IndexOf(Taken, failure.HResult) >= 0;

    /// <summary>What is wrong with a place that was to be written, and what helps; null where it may pass by itself.</summary>
    public static StorageException? Explain(Exception failure, string place) => failure switch
    {
        IOException full when Array.IndexOf(Full, full.HResult) >= 0 => DiskFull(place),
        IOException locked when Array.IndexOf(ReadOnly, locked.HResult) >= 0 => NotWritable(place, "lies on a file system that is mounted read-only"),
        UnauthorizedAccessException => NotWritable(place, "may not be written by this user"),
        FileNotFoundException or DirectoryNotFoundException => NotWritable(place, "cannot be made: something on the way to it is no folder, or has gone"),
        PathTooLongException => NotWritable(place, "has a longer path than the file system takes"),
        IOException when File.Exists(place) => NotWritable(place, "is a file and no folder"),
        _ => null,
    };

    private static StorageException DiskFull(string place) => new(
        "disk-full", $"{place}: the disk is full, or a quota is used up: make room and give the same command again; what is done stays");

    private static StorageException NotWritable(string place, string why) => new(
        "not-writable", $"{place} {why}: name a folder that can be written, or mend that, and give the same command again");
}
